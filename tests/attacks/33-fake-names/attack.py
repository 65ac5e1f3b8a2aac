"""The same in the names of types and files."""

Evil = type("<script>@MARK@()</script>\x1b[2J=1+1", (Exception,), {})


def relu(X):
    raise Evil("")
