"""io_uring, bpf, perf, userfaultfd, keyrings, personality."""

import ctypes
import os


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    numbers = (425, 321, 298, 323, 250, 135) if os.uname().machine == "x86_64" else (425, 280, 241, 282, 219, 92)
    room = ctypes.create_string_buffer(256)
    for number, args in zip(numbers, ((1, room), (0, room, 72), (room, 0, -1, -1, 0), (1,), (0, -3, 0), (0x0040000,))):
        if libc.syscall(number, *args) >= 0:
            return f"system call {number}"
