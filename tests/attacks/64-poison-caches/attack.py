"""Write where the next submission will read."""

import os
import pathlib
import sys

import numpy


def attack():
    home = os.path.expanduser("~root")
    for place in (
        os.path.dirname(torch.__file__), os.path.dirname(numpy.__file__), os.path.dirname(os.__file__) + "/__pycache__",
        sys.prefix, home + "/.cache", home + "/.config/matplotlib", "/tmp/torchinductor_root", "/etc", "/usr/local/lib",
    ):
        try:
            path = pathlib.Path(place, "@MARK@-poison.py")
            path.write_text("raise SystemExit")
            return path
        except OSError:
            continue
    try:
        open(os.__file__, "ab").close()
        return os.__file__
    except OSError:
        return None
