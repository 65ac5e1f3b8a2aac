"""Read the memory, environment and files of the process above."""

import ctypes
import os


def attack():
    parent = os.getppid()
    for name in ("mem", "environ", "cmdline", "maps", "root@COURSE@/.secret", "cwd/x", "task/%d/mem" % parent):
        try:
            with open(f"/proc/{parent}/{name}", "rb") as file:
                if name == "mem":
                    return "mem"
                return name + ":" + file.read(100).hex()
        except OSError:
            continue
    libc = ctypes.CDLL(None, use_errno=True)
    here = (ctypes.c_size_t * 2)(ctypes.addressof(ctypes.create_string_buffer(8)), 8)
    there = (ctypes.c_size_t * 2)(id(parent), 8)
    if libc.process_vm_readv(parent, here, 1, there, 1, 0) > 0:
        return "process_vm_readv"
