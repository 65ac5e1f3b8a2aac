"""Names on disk and atomic writing. Alone, because every writer of reports needs both and nothing else."""

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

# Longest stem that leaves room for `.<lab>.json` within the 255 bytes most file systems allow.
_LONGEST = 180
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")


def safe_name(name: str) -> str:
    """A file name for an id: percent-encoded UTF-8, all but ASCII letters, digits, `.`, `_` and `-`.

    Names that mean something to a file system (`..`, `CON`) have their first character encoded as well; a name
    too long for a disk is cut and ends in a hash of the whole.
    """
    encoded = quote(name.encode("utf-8", "surrogatepass"), safe="").replace("~", "%7E")
    if encoded.strip(".") == "" or _RESERVED.match(encoded):
        encoded = f"%{ord(encoded[0]):02X}{encoded[1:]}" if encoded else "%00"
    if len(encoded) <= _LONGEST:
        return encoded
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{encoded[: _LONGEST - 17].rstrip('%')}-{digest}"


def write_atomic(path: Path, content: bytes | str | Iterable[bytes]) -> Path:
    """Write a file as a whole or not at all; makes its folder. Text is UTF-8 with the line ends it has."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return path
