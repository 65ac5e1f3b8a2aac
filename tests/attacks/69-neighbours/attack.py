"""Read other submissions and other workers' folders."""

import glob
import os


def attack():
    for pattern in ("@SUBMISSIONS@/*/layers.py", "/tmp/grader-*/*/submission/*.py", "/tmp/grader-run-*/*/*/submission/*.py", "../*/submission/*.py"):
        for path in glob.glob(pattern):
            if os.path.realpath(path).startswith(os.getcwd()):
                continue
            return path + open(path).read(100)
    for path in ("@SUBMISSIONS@/honest-000/layers.py", "@SUBMISSIONS@", ".."):
        if os.path.isdir(path):
            return os.listdir(path)
        return open(path).read(100)
