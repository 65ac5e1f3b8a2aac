"""Fill the disk: one large file, many middling ones."""

import errno
import os


def attack():
    with open("large", "wb") as file:
        try:
            for _ in range(80):
                file.write(bytes(8 << 20))
        except OSError:
            return None
    return f"wrote {os.path.getsize('large')} bytes"
