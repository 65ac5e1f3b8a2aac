"""The course's secret: what hidden inputs, renamed labels and the names of anonymous pages are drawn from.

Stands alone because a run, the audit and a release all need it, and nothing else of each other.
"""

import hashlib
import secrets
from pathlib import Path

from grader.errors import CourseError


def course_secret(course: Path) -> bytes:
    """The course's secret, made at first use. It seeds hidden inputs and renames labels; it is never shared."""
    path = course / ".secret"
    try:
        if not path.exists():
            with path.open("x", encoding="ascii") as file:
                file.write(secrets.token_hex(32) + "\n")
            path.chmod(0o600)
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise CourseError(f"{path}: the course's secret (64 hex digits) cannot be read or made: {error}") from error


def page_key(course: Path) -> bytes:
    """What makes the names of anonymous pages: from the course's secret, and of no use to find it."""
    return hashlib.blake2b(b"pages", key=course_secret(course), digest_size=32).digest()
