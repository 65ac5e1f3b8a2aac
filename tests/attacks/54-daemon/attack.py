"""Leave a process behind that outlives the worker."""

import os
import pathlib
import time


def attack():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for _ in range(20):
                pathlib.Path("/tmp/@MARK@-daemon").touch()
                time.sleep(0.2)
        os._exit(0)
    return "started a daemon"
