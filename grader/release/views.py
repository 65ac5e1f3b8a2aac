"""Every text that a file could carry, however it is wrapped. Only `leak.py` uses it.

Reads what we are about to hand out ourselves, not what a student sent. Bounds are there all the same: a file
that cannot be looked into to its end is reported, not skipped.
"""

import base64
import binascii
import bz2
import gzip
import html
import io
import json
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_DEPTH = 6  # wrappings inside each other: a zip in a wheel in a zip, base64 of a gzip of a notebook
_UNPACKED = 64 << 20  # bytes of one unpacked member
_ENCODED = 24  # characters from which a run may be something encoded
_BASE64 = re.compile(rf"[A-Za-z0-9+/_-]{{{_ENCODED},}}={{0,2}}")
_HEX = re.compile(rf"(?:[0-9a-fA-F]{{2}}){{{_ENCODED // 2},}}")
_PNG = b"\x89PNG\r\n\x1a\n"
_COMPRESSED: dict[bytes, Callable[[bytes], bytes]] = {
    b"\x1f\x8b": gzip.decompress,
    b"BZh": bz2.decompress,
    b"\xfd7zXZ\x00": lzma.decompress,
    b"x\x9c": zlib.decompress,
    b"x\xda": zlib.decompress,
    b"x\x01": zlib.decompress,
}


@dataclass(frozen=True)
class View:
    """One reading of a file: the path to it ("lab.zip > layers.ipynb"), its text and the bytes it was read from."""

    where: str
    text: str
    data: bytes


class Unreadable(Exception):
    """Something cannot be looked into. The message says where."""


def members(data: bytes) -> dict[str, bytes]:
    """The files of a zip, by name. Raises `Unreadable` for one that is damaged, locked or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            # Else the directory that was found is that of a zip within: the rest would go unseen.
            if min((info.header_offset for info in archive.infolist()), default=0) or not _ends_with_directory(data):
                raise Unreadable("a damaged zip")
            if any(info.flag_bits & 1 or info.file_size > _UNPACKED for info in infos):
                raise Unreadable("a locked or very large zip")
            found = {info.filename: archive.read(info) for info in infos}
            notes = [info.comment + info.extra for info in infos]
            return found | {"(comments of the zip)": b"\n".join([archive.comment, *notes])}
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise Unreadable(f"a damaged zip ({error})") from error


def _ends_with_directory(data: bytes) -> bool:
    """Whether a zip's directory is the last thing in the data: a record of 22 bytes and its comment."""
    start = data.rfind(b"PK\x05\x06")
    return start >= 0 and start + 22 + int.from_bytes(data[start + 20 : start + 22], "little") == len(data)


def views(where: str, data: bytes, depth: int = 0) -> Iterator[View]:
    """Every text in a file that is no zip or, at `depth` > 0, in something found inside one. Raises `Unreadable`."""
    if depth > _DEPTH:
        raise Unreadable(f"{where}: wrapped too deeply")
    if data.startswith(b"PK\x03\x04"):
        for name, content in members(data).items():
            yield View(f"{where} > {name}", name, b"")
            yield from views(f"{where} > {name}", content, depth + 1)
        return
    for magic, unpack in _COMPRESSED.items():
        if data.startswith(magic):
            inner = _attempt(unpack, data)
            if inner is not None:
                yield from views(f"{where} (unpacked)", inner, depth + 1)
                return
    if data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for info in archive:
                opened = archive.extractfile(info) if info.isfile() else None
                yield View(f"{where} > {info.name}", f"{info.name} {info.linkname}", b"")
                yield from views(f"{where} > {info.name}", opened.read() if opened else b"", depth + 1)
        return
    if data.startswith(_PNG):
        for chunk in _png_texts(data):
            yield from views(f"{where} (metadata)", chunk, depth + 1)
    yield from _texts(where, data, depth)


def _texts(where: str, data: bytes, depth: int) -> Iterator[View]:
    """A file as text, the strings of its JSON, and whatever is encoded in either."""
    text = _decode(data)
    yield View(where, text, data)
    strings = "\n".join(_strings(_attempt(json.loads, text)))
    if strings:
        yield View(where, strings, b"")
    unescaped = html.unescape(text) if "&" in text else text
    if unescaped != text:
        yield View(where, unescaped, b"")
    seen = set()
    # White space is taken out once, so that base64 wrapped to lines is found as well.
    for source in (text, strings, "".join(text.split())):
        for run in (*_BASE64.findall(source), *_HEX.findall(source)):
            if run in seen:
                continue
            seen.add(run)
            for inner in _decoded(run):
                yield from views(f"{where} (encoded)", inner, depth + 1)


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _decoded(run: str) -> Iterator[bytes]:
    """What a run of letters may stand for. Only what is text or packed again is worth a look."""
    candidates = [_attempt(bytes.fromhex, run)] if len(run) % 2 == 0 else []
    padded = run.rstrip("=").replace("-", "+").replace("_", "/")
    padded = padded[: len(padded) - 1] if len(padded) % 4 == 1 else padded
    candidates.append(_attempt(base64.b64decode, padded + "=" * (-len(padded) % 4)))
    for data in candidates:
        if data and (_is_text(data) or data.startswith((b"PK\x03\x04", _PNG, *_COMPRESSED)) or len(data) in {32, 64}):
            yield data


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return all(character.isprintable() or character.isspace() for character in text)


def _png_texts(data: bytes) -> Iterator[bytes]:
    """Text and EXIF of a PNG, unpacked; the pixels are left alone."""
    position = len(_PNG)
    while position + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[position : position + 8])
        body = data[position + 8 : position + 8 + length]
        position += 12 + length
        if kind in {b"tEXt", b"eXIf"}:
            yield body.replace(b"\0", b"\n")
        elif kind in {b"zTXt", b"iTXt"}:
            keyword, _, rest = body.partition(b"\0")
            packed = rest.find(b"x")
            yield keyword + b"\n" + rest.replace(b"\0", b"\n")
            inner = _attempt(zlib.decompress, rest[packed:]) if packed >= 0 else None
            if inner is not None:
                yield inner


def _strings(value: Any) -> Iterator[str]:
    """All strings of a JSON value; lists of strings, as notebooks have them, as one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            yield "".join(value)
        else:
            for item in value:
                yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _strings(item)


def _attempt(function: Callable[[Any], Any], value: Any) -> Any:
    """The result, or None where the value is not what it looked like."""
    try:
        return function(value)
    except (ValueError, OSError, EOFError, zlib.error, lzma.LZMAError, binascii.Error, RecursionError):
        return None
