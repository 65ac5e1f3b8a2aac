"""Start programs: the shell, Python, a script of its own."""

import os
import subprocess
import sys


def attack():
    for command in (["/bin/sh", "-c", "echo stolen > /tmp/@MARK@-sh"], [sys.executable, "-c", "print(1)"], ["true"]):
        try:
            return subprocess.run(command, capture_output=True, timeout=5).returncode
        except OSError:
            continue
    if os.system("true") == 0:
        return "os.system"
    with open("script", "w") as file:
        file.write("#!/bin/sh\n")
    os.chmod("script", 0o755)
    os.posix_spawn("script", ["script"], {})
    return "posix_spawn"
