"""A codec that decodes to something else, and bytes that end strings in C."""


def make(folder, places):
    source = b"# -*- coding: unicode_escape -*-\n\\u0061 = 1\n\0\0\nimport os\nos._exit(0)\n"
    (folder / "layers.py").write_bytes(source)
