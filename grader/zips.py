"""Archives whose bytes depend on their content alone: no clock, no folder, no user, no version of zlib.

Members are stored, not compressed: what deflate writes differs between versions of zlib, and all of a lab
is small.
"""

import hashlib
import io
import zipfile
from collections.abc import Collection, Iterable, Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold


def zip_bytes(files: Mapping[str, bytes], *, executable: Collection[str] = ()) -> bytes:
    """A zip of `files` (POSIX name -> content), in order of name; those in `executable` may be run."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3  # Unix, also where it is built on Windows: the modes below count
            info.external_attr = (0o100755 if name in executable else 0o100644) << 16
            archive.writestr(info, files[name])
    return buffer.getvalue()


def sha256(data: bytes | Iterable[bytes]) -> str:
    """The hash that manifests name, in hex; of bytes, or of parts of them in their order."""
    total = hashlib.sha256()
    for part in [data] if isinstance(data, bytes) else data:
        total.update(part)
    return total.hexdigest()
