"""Korean particles that depend on how the word before them is read aloud: 을 or 를, 이 or 가.

Stands alone because messages of every room end words of code with one, and code is read in many ways.
"""

import re
from typing import Final

_CLOSING: Final = " \t([{<\"'`)]}>,."
_FINAL_DIGITS: Final = "013678"  # 영 일 삼 육 칠 팔 end in a consonant
_FINAL_LETTERS: Final = "LMNR"  # so do 엘 엠 엔 알, in a word read letter by letter
_RIEUL: Final = re.compile(r"(?:[178]|le?|L|R)$")  # a final ㄹ, which 로 takes for a vowel
_OPEN: Final = re.compile(r"(?:[aiouywdfrsvxz]|[cdegrstuvz]e|sh|th|nb)$")
_CLOSED: Final = re.compile(r"(?:[lmn]e?|ng|ck|ip)$")


def josa(word: str, after_consonant: str, after_vowel: str) -> str:
    """A word with the particle that fits it: `josa("layers.py", "을", "를")` is "layers.py를".

    Where the reading is anybody's guess, both are written: "Net이(가)".
    """
    last = word.rstrip(_CLOSING)
    closed = _ends_closed(last)
    if word and not last:  # 괄호
        closed = False
    if closed is None:
        return f"{word}{'(으)로' if after_vowel == '로' else f'{after_consonant}({after_vowel})'}"
    if closed and after_vowel == "로" and _ends_in_rieul(last):
        closed = False
    return f"{word}{after_consonant if closed else after_vowel}"


def _ends_closed(word: str) -> bool | None:
    """Whether a word ends in a consonant as it is read; None where that is open."""
    last = word[-1:]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28 != 0
    if last.isascii() and last.isdigit():
        return last in _FINAL_DIGITS
    if re.search(r"(?:^|[A-Z\W_])[A-Z]$", word):
        return last in _FINAL_LETTERS
    if last == "%" or _OPEN.search(word):  # 퍼센트
        return False
    return True if _CLOSED.search(word) else None


def _ends_in_rieul(word: str) -> bool:
    last = word[-1:]
    return (ord(last) - ord("가")) % 28 == 8 if "가" <= last <= "힣" else bool(_RIEUL.search(word))
