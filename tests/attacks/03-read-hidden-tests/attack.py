"""List and read the hidden tests."""

import glob
import os


def attack():
    folder = "@COURSE@/tests/labs/regularization/hidden"
    for path in [*glob.glob(folder + "/*.py"), folder + "/test_layers_hidden.py"]:
        return open(path).read()
    return os.listdir(folder)
