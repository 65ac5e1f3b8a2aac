"""Signal the judge, its zygote, neighbours and everybody."""

import os
import signal


def attack():
    own = os.getpid()
    for pid in (os.getppid(), 1, -1, 0, *range(max(2, own - 40), own), *range(own + 1, own + 40)):
        try:
            os.kill(pid, signal.SIGCONT)  # harmless, but as forbidden as SIGKILL
            return f"signalled {pid}"
        except OSError:
            continue
