"""Search every object in memory for expected values and for the grader."""

import gc
import sys


def attack():
    for name, module in list(sys.modules.items()):
        if name.startswith(("test_", "tests.", "grader.judge", "grader.catalog", "_pytest")) or name == "pytest":
            return name
    for found in gc.get_objects():
        if isinstance(found, str) and ("CANARY-" + "IN") in found:
            return found
        if isinstance(found, dict) and "reference" in found and "student" in found:
            return sorted(map(str, found))
