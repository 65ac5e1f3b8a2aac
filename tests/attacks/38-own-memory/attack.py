"""Search its own memory for what the judge might have left there."""

import re


def attack():
    needle = re.compile(b"CANARY" + b"-IN-[0-9a-f]{16}")
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            first, rights, _, _, inode = line.split()[:5]
            begin, end = (int(part, 16) for part in first.split("-"))
            if not rights.startswith("rw") or inode != "0" or end - begin > 64 << 20:
                continue
            memory.seek(begin)
            data = memory.read(end - begin)
            found = needle.search(data)
            if found:
                return found.group()
