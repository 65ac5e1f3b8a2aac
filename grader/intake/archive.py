"""Archives as trees, in memory: bounded before anything is unpacked, and nothing is ever written.

Stands alone because it meets hostile bytes: every number an archive claims is checked against a limit first,
and against what really comes out afterwards.
"""

import bz2
import io
import lzma
import re
import stat
import struct
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from grader.intake.tree import File, Folder, Node, Unreadable, nfc, refused
from grader.korean import josa


@dataclass(frozen=True, kw_only=True)
class ArchiveLimits:
    """Bounds on one archive. Bytes are counted unpacked; `packed_bytes` is what may be held in memory."""

    entries: int = 5_000
    total_bytes: int = 1 << 30
    ratio: int = 200
    ratio_from_bytes: int = 8 << 20  # a small file may well be all zeros
    packed_bytes: int = 256 << 20
    tar_bytes: int = 128 << 20
    name_chars: int = 1_000


STUDENT = ArchiveLimits()
# What an instructor downloads for a whole class. Each student's part is bounded again when it is read.
CLASS = ArchiveLimits(entries=500_000, total_bytes=1 << 40, ratio=1_000, packed_bytes=4 << 30, tar_bytes=1 << 30)

_ZIP, _TAR = "zip", "tar"
_ENDINGS = {
    ".zip": _ZIP,
    ".tar": _TAR,
    ".tgz": _TAR,
    ".gz": _TAR,
    ".tbz2": _TAR,
    ".bz2": _TAR,
    ".txz": _TAR,
    ".xz": _TAR,
}
_FOREIGN = (".7z", ".rar", ".egg", ".alz", ".zst", ".lzh", ".cab", ".dmg", ".iso")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")


def is_archive(name: str) -> bool:
    """Whether a name is that of an archive, of a kind that can be read or not."""
    return name.casefold().endswith((*_ENDINGS, *_FOREIGN))


def stem(name: str) -> str:
    """A file's name without the ending of its kind: `kim.tar.gz` -> `kim`."""
    lower = name.casefold()
    for ending in (".tar.gz", ".tar.bz2", ".tar.xz", *_ENDINGS, *_FOREIGN, ".py", ".ipynb", ".md"):
        if lower.endswith(ending) and len(lower) > len(ending):
            return name[: -len(ending)]
    return name


def open_archive(file: File, limits: ArchiveLimits) -> Folder:
    """The tree in an archive. Raises `Unreadable` with the reason where it is not whole, safe and plain."""
    if not file.on_disk:
        data = file.read(limits.packed_bytes)
        file = File(file.name, len(data), lambda: io.BytesIO(data))
    with file.open() as stream:
        magic = stream.read(8)
    if file.size == 0:
        raise Unreadable(
            f"{file.name} is empty (0 bytes). Make it again and upload it once more.",
            f"{file.name} 파일이 비어 있어요 (0바이트). 다시 압축해서 올려 주세요.",
        )
    if magic.startswith(b"PK"):
        return _read_zip(file, limits)
    if file.name.casefold().endswith(_FOREIGN) or magic.startswith((b"7z\xbc\xaf", b"Rar!", b"EGGA", b"ALZ\x01")):
        raise Unreadable(
            f"{file.name} is an archive of a kind that is not read here. Pack your files as .zip and upload that.",
            f"{file.name} 형식의 압축 파일은 읽지 못해요. .zip으로 압축해서 올려 주세요.",
        )
    if file.name.casefold().endswith(".zip"):
        raise _damaged(file.name)
    return _read_tar(file, limits)


def decode_name(raw: bytes) -> str:
    """A zip entry's name where the UTF-8 flag is not set, in NFC: UTF-8, else CP949, else CP437.

    Two Hangul syllables of CP949 can be valid UTF-8 (for accented Latin letters): Hangul is taken.
    """
    try:
        korean = raw.decode("cp949")
    except UnicodeDecodeError:
        korean = ""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return nfc(korean or raw.decode("cp437"))
    foreign = [c for c in korean if not c.isascii()]
    if foreign and all(_HANGUL.match(c) for c in foreign) and not _HANGUL.search(unicodedata.normalize("NFC", text)):
        return nfc(korean)
    return nfc(text)


def _damaged(name: str) -> Unreadable:
    return Unreadable(
        f"{name} is damaged and cannot be opened. Pack your files again and upload the new archive.",
        f"{name} 파일이 손상되어 열 수 없어요. 다시 압축해서 올려 주세요.",
    )


def _too_large(name: str) -> Unreadable:
    return Unreadable(
        f"{name} unpacks to far more than a submission needs. Pack only the files of the lab.",
        f"{name}의 압축을 풀면 너무 커져요. 실습 파일만 압축해 주세요.",
    )


def _too_many(name: str, limits: ArchiveLimits) -> Unreadable:
    return Unreadable(
        f"{name} holds more than {limits.entries} entries. Pack only the files of the lab.",
        f"{name} 안에 항목이 {limits.entries}개가 넘어요. 실습 파일만 압축해 주세요.",
    )


# --- zip ---------------------------------------------------------------------------------------------------------


def _read_zip(file: File, limits: ArchiveLimits) -> Folder:
    try:
        with file.open() as stream:
            _check_directory(file, stream, limits)
            with zipfile.ZipFile(stream) as archive:
                infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, struct.error, ValueError, OSError) as error:
        raise _damaged(file.name) from error
    if len(infos) > limits.entries:
        raise _too_many(file.name, limits)
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if packed > file.size:
        raise _damaged(file.name)
    if total > limits.total_bytes or (total > limits.ratio_from_bytes and total > limits.ratio * max(packed, 1)):
        raise _too_large(file.name)
    _check_overlaps(file, infos)
    return _tree(file.name, (_zip_node(file, info, limits) for info in infos))


def _check_directory(file: File, stream: BinaryIO, limits: ArchiveLimits) -> None:
    """Bound the central directory by its own claim, as `zipfile` will read it, before that reads it whole."""
    tail = 22 + (1 << 16) + 76
    stream.seek(max(0, file.size - tail))
    end = stream.read(tail)
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(end):
        raise zipfile.BadZipFile("no end of central directory")
    (size,) = struct.unpack_from("<I", end, at + 12)
    if at >= 76 and end[at - 20 : at - 16] == b"PK\x06\x07" and end[at - 76 : at - 72] == b"PK\x06\x06":
        (size,) = struct.unpack_from("<Q", end, at - 76 + 40)
    if size > limits.entries * 1_024:
        raise _too_many(file.name, limits)


def _check_overlaps(file: File, infos: list[zipfile.ZipInfo]) -> None:
    """Entries that share bytes make an archive explode without any ratio showing it."""
    end = 0
    for info in sorted(infos, key=lambda i: i.header_offset):
        if info.header_offset < end:
            raise _damaged(file.name)
        end = info.header_offset + 30 + info.compress_size


def _zip_node(file: File, info: zipfile.ZipInfo, limits: ArchiveLimits) -> tuple[list[str], Node | None]:
    unicode_flag = info.flag_bits & 0x800
    name = nfc(info.orig_filename) if unicode_flag else decode_name(info.orig_filename.encode("cp437"))
    parts = _parts(file.name, name, limits)
    if info.flag_bits & 0x1:
        raise Unreadable(
            f"{file.name} is locked with a password. Pack your files without one and upload that.",
            f"{file.name}에 암호가 걸려 있어요. 암호 없이 압축해서 올려 주세요.",
        )
    kind = stat.S_IFMT(info.external_attr >> 16)
    if not parts:  # "." or "/": the archive itself, whatever kind it claims to be
        return parts, None
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return parts, refused(parts[-1])
    if info.is_dir() or name.endswith(("/", "\\")) or kind == stat.S_IFDIR:
        return parts, None
    return parts, File(parts[-1], info.file_size, partial(_open_member, file, info))


def _open_member(file: File, info: zipfile.ZipInfo) -> BinaryIO:
    """One entry, unpacked in memory: never more than it claims, and exactly that."""
    with file.open() as stream:
        stream.seek(info.header_offset)
        header = stream.read(30)
        if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
            raise _damaged(file.name)
        name_length, extra_length = struct.unpack_from("<HH", header, 26)
        stream.seek(name_length + extra_length, io.SEEK_CUR)
        packed = stream.read(info.compress_size)
    if info.compress_type == zipfile.ZIP_STORED:
        data = packed
    elif info.compress_type == zipfile.ZIP_DEFLATED:
        try:
            data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, info.file_size + 1)
        except zlib.error as error:
            raise _damaged(file.name) from error
    else:
        raise Unreadable(
            f"{file.name} is packed by an unusual method. Pack your files with the standard zip of your system.",
            f"{file.name}의 압축 방식을 읽지 못해요. 운영체제의 기본 압축 기능으로 다시 압축해 주세요.",
        )
    if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise _damaged(file.name)
    return io.BytesIO(data)


# --- tar ---------------------------------------------------------------------------------------------------------


def _read_tar(file: File, limits: ArchiveLimits) -> Folder:
    data = _decompressed(file, limits)
    nodes: list[tuple[list[str], Node | None]] = []
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:", errors="surrogateescape") as archive:
            for member in archive:
                if len(nodes) >= limits.entries:
                    raise _too_many(file.name, limits)
                nodes.append(_tar_node(file, member, data, limits))
    except (tarfile.TarError, ValueError, OverflowError, OSError) as error:
        raise _damaged(file.name) from error
    return _tree(file.name, nodes)


def _tar_node(file: File, member: tarfile.TarInfo, data: bytes, limits: ArchiveLimits) -> tuple[list[str], Node | None]:
    name = decode_name(member.name.encode("utf-8", "surrogateescape"))
    parts = _parts(file.name, name, limits)
    if member.isdir() or not parts:
        return parts, None
    if not member.isreg() or member.issparse():
        return parts, refused(parts[-1])
    start, end = member.offset_data, member.offset_data + member.size
    if member.size < 0 or end > len(data):
        raise _damaged(file.name)
    return parts, File(parts[-1], member.size, lambda: io.BytesIO(data[start:end]))


def _decompressed(file: File, limits: ArchiveLimits) -> bytes:
    """The bytes of a tar, unpacked by what they start with, bounded while they grow."""
    packed = file.read(limits.packed_bytes)
    data = packed
    try:
        if packed.startswith(b"\x1f\x8b"):
            data = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(packed, limits.tar_bytes + 1)
        elif packed.startswith(b"BZh"):
            data = bz2.BZ2Decompressor().decompress(packed, limits.tar_bytes + 1)
        elif packed.startswith(b"\xfd7zXZ"):
            data = lzma.LZMADecompressor(memlimit=256 << 20).decompress(packed, limits.tar_bytes + 1)
    except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError) as error:
        raise _damaged(file.name) from error
    if len(data) > limits.tar_bytes:
        raise _too_large(file.name)
    return data


# --- names -------------------------------------------------------------------------------------------------------


def _parts(archive: str, name: str, limits: ArchiveLimits) -> list[str]:
    """A member's path in parts, whatever the slashes. Raises `Unreadable` where it leads out of the archive."""
    plain = name.replace("\\", "/")
    parts = [part for part in plain.split("/") if part not in ("", ".")]
    if plain.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", plain) or "\0" in name:
        raise Unreadable(
            f"{archive} holds a path that leads out of it ({_shown(name)}). Pack your folder again without it.",
            f"{archive} 안에 밖으로 나가는 경로({_shown(name)})가 있어요. 폴더를 다시 압축해서 올려 주세요.",
        )
    if len(plain) > limits.name_chars:
        raise _damaged(archive)
    return parts


def _shown(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name[:60])


class _Building(dict[str, "_Building | Node"]):
    """A folder while its archive is read."""


def _tree(name: str, nodes: Iterable[tuple[list[str], Node | None]]) -> Folder:
    """Folders from paths. Raises `Unreadable` where a path stands there twice, or is both file and folder."""
    root = _Building()
    for parts, node in nodes:
        here = root
        folders = parts if node is None else parts[:-1]
        for part in folders:
            below = here.setdefault(part, _Building())
            if not isinstance(below, _Building):
                raise _twice(name, part)
            here = below
        if node is not None:
            if parts[-1] in here:
                raise _twice(name, parts[-1])
            here[parts[-1]] = node
    return _folder(name, root)


def _folder(name: str, building: _Building) -> Folder:
    return Folder(name, lambda: [_folder(k, v) if isinstance(v, _Building) else v for k, v in building.items()])


def _twice(archive: str, name: str) -> Unreadable:
    return Unreadable(
        f"{archive} holds {_shown(name)} twice. Pack your folder again, with each file once.",
        f"{archive} 안에 {josa(_shown(name), '이', '가')} 두 번 들어 있어요. 파일마다 하나씩만 넣어 주세요.",
    )
