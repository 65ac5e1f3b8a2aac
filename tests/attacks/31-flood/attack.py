"""Print without end."""

import os
import sys


def relu(X):
    for _ in range(200):
        sys.stdout.write("x" * (1 << 20))
        sys.stderr.write("x" * (1 << 20))
        os.write(1, b"x" * (1 << 20))
        os.write(2, b"x" * (1 << 20))
    return X
