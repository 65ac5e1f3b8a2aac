"""Bytes of a source as text, the way Korean machines really write it.

Stands alone, low in the house, because intake asks whether a file is text at all and the worker reads it.
Decoding is no parsing: only plain codecs are used, whatever a coding line asks for.
"""

import codecs
import re

from grader.errors import IntakeError
from grader.korean import josa

_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
# Codecs that map bytes to characters and do nothing else (`unicode_escape`, `idna` and the like do more).
_PLAIN_CODEC = re.compile(
    r"(utf[-_]?(8|16|32)([-_]?[lb]e)?|us[-_]?ascii|ascii|cp\d+|ms949|uhc|windows[-_]\d+|iso[-_]?8859[-_]\d+|"
    r"latin[-_]?\d+|euc[-_]?\w+|johab|iso2022[-_]?kr|mac[-_]?\w+|koi8[-_]\w|gb\w+|big5|shift[-_]?jis|sjis)"
)
_SIGNATURES = (
    (b"PK\x03\x04", "a zip archive", "zip 파일이에요"),
    (b"%PDF", "a PDF", "PDF 파일이에요"),
    (b"\x1f\x8b", "a compressed file", "압축 파일이에요"),
    (b"{\\rtf", "an RTF document", "RTF 문서예요"),
    (b"\xd0\xcf\x11\xe0", "an Office document", "오피스 문서예요"),
)
# Text holds none of these; a compiled or random file holds them within its first lines.
_JUNK = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class ExtractError(IntakeError):
    """A file cannot be read at all: one sentence that a student can act on, in both languages."""

    def __init__(self, en: str, ko: str) -> None:
        super().__init__(en)
        self.en = en
        self.ko = ko


def module_source(name: str, data: bytes) -> str:
    """The text of a Python source, with `\\n` line ends and no BOM.

    UTF-8 that decodes is taken whatever the coding line says, since CP949 text is practically never valid
    UTF-8, while a copied coding line is often wrong. Raises `ExtractError` where it is no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _try(data, "utf-16")
    else:
        _refuse_junk(name, data)
        text = _try(data, "utf-8-sig")
        for encoding in (_coding_line(data), "cp949"):
            text = _try(data, encoding) if text is None else text
    if text is None:
        raise ExtractError(
            f"{name} is neither UTF-8 nor CP949 text. Save it as UTF-8 and hand it in again.",
            f"{name}의 글자를 UTF-8로도 CP949로도 읽을 수 없어요. UTF-8로 저장해서 다시 제출해 주세요.",
        )
    if "\0" in text:
        raise _binary(name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_junk(name: str, data: bytes) -> None:
    for signature, en, ko in _SIGNATURES:
        if data.startswith(signature):
            raise ExtractError(
                f"{name} is {en}, not Python source. Hand in the source itself.",
                f"{josa(name, '은', '는')} 파이썬 소스가 아니라 {ko}. 소스 파일을 그대로 제출해 주세요.",
            )
    if _JUNK.search(data):
        raise _binary(name)


def _binary(name: str) -> ExtractError:
    return ExtractError(
        f"{name} holds binary data, not Python source. Check that your copy opens, and upload it again.",
        f"{name}에 파이썬 소스가 아닌 이진 데이터가 들어 있어요. 내 파일이 잘 열리는지 보고 다시 올려 주세요.",
    )


def _coding_line(data: bytes) -> str:
    """The codec named in the first two lines (PEP 263), else CP949."""
    for line in data[:1_000].split(b"\n", 2)[:2]:
        if found := _CODING.match(line):
            name = found[1].decode("ascii", "replace").lower()
            return name if _PLAIN_CODEC.fullmatch(name) else "cp949"
    return "cp949"


def _try(data: bytes, encoding: str) -> str | None:
    # CP949 is what Windows writes where the line says euc-kr.
    encoding = "cp949" if encoding.lower().replace("_", "-") in {"euc-kr", "euckr", "ks-c-5601-1987"} else encoding
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None
