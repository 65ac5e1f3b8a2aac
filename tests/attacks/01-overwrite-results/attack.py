"""Write its own grades over the judge's."""

import os
import pathlib


def attack():
    for folder in ("@OUT@", "@COURSE@", "@SUBMISSIONS@", "/autograder/results", "/tmp", "/var/tmp", "/dev/shm"):
        try:
            os.makedirs(folder, exist_ok=True)
            path = pathlib.Path(folder, "@MARK@-results.json")
            path.write_text('{"score": 100}')
            return path
        except OSError:
            continue
