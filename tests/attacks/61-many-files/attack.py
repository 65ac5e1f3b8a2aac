"""Thousands of small files."""

import os

for number in range(5000):
    os.close(os.open(f"small-{number}", os.O_CREAT | os.O_WRONLY))
