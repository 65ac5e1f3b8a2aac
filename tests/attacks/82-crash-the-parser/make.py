"""A hundred thousand brackets, and an expression that would take forever to fold."""


def make(folder, places):
    source = "x = " + "(" * 100_000 + ")" * 100_000 + "\ny = " + "-" * 50_000 + "1\nz = 9**9**9**9\n"
    (folder / "layers.py").write_text(source)
