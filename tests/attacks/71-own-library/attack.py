"""Load a library of its own, install a package."""

import ctypes
import runpy


def attack():
    try:
        ctypes.CDLL("./evil.so")
        return "loaded"
    except OSError:
        pass
    try:
        runpy.run_module("pip", run_name="__main__")
    except BaseException:
        pass
