"""Messages that look like results, pages, terminals and spreadsheets."""

def relu(X):
    raise ValueError("=HYPERLINK(1)\n10/10 PASSED \x1b[2J\x1b[31m<script>@MARK@()</script><img src=x onerror=@MARK@>\u202e\x00 {{7*7}}")
