"""Shared memory, semaphores and queues that outlive a process."""

import ctypes
import os
from multiprocessing import shared_memory


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.shmget(0x47415554, 4096, 0o1666) >= 0 or libc.semget(0x47415554, 1, 0o1666) >= 0:
        return "SysV"
    if libc.msgget(0x47415554, 0o1666) >= 0:
        return "a queue"
    for open_name in ("/dev/shm/@MARK@-shm", "/dev/mqueue/@MARK@"):
        try:
            os.close(os.open(open_name, os.O_CREAT | os.O_RDWR))
            return open_name
        except OSError:
            continue
    return shared_memory.SharedMemory("@MARK@", create=True, size=4096).name
