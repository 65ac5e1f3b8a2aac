"""Start processes (a few, short-lived)."""

import os
import time


def attack():
    children = 0
    for _ in range(5):
        try:
            if os.fork() == 0:
                time.sleep(3)
                os._exit(0)
            children += 1
        except OSError:
            break
    return f"{children} children" if children else None
