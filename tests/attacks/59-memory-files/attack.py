"""Memory in files that have no name."""

import os


def attack():
    return os.memfd_create("hidden")
