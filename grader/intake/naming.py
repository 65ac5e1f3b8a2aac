"""Which expected file a file's name stands for, and what a source defines. Pure: every odd name has a test."""

import re
from collections.abc import Collection

# How well a name fits, best first. `TAGGED` counts only where the content agrees.
EXACT, ALIKE, TAGGED = range(3)

# What browsers, Windows (Korean and English), macOS and Canvas put behind the name of a second copy.
_COPIES = re.compile(
    r"(?: ?\(\d{1,3}\)|[-_]\d{1,2}| ?-? ?copy(?: ?\d{1,2})?| ?-? ?복사본(?: ?\d{1,2})?|의 ?사본)+$", re.IGNORECASE
)
_COPY_OF = re.compile(r"^(?:copy of |사본 ?-? ?)", re.IGNORECASE)
_SEPARATOR = r"[\s_.\-()\[\]]"
_DEFINED = re.compile(rb"^(?:async[ \t]+def|def|class)[ \t]+([A-Za-z_]\w{0,99})", re.MULTILINE)


def fit(name: str, expected: str) -> int | None:
    """How a file's name fits an expected one: `EXACT`, `ALIKE`, `TAGGED` (with a person's name or id), or not."""
    if name == expected:
        return EXACT
    stem, dot, ending = expected.rpartition(".")
    lower = name.casefold().removesuffix(".txt") if ending == "py" else name.casefold()
    if not lower.endswith(f"{dot}{ending}"):
        return None
    given = lower[: -len(ending) - 1].strip()
    plain = without_copy_marks(given)
    if stem.casefold() in (given, plain):
        return ALIKE
    return TAGGED if tag(plain, stem) is not None else None


def without_copy_marks(stem: str) -> str:
    """A stem without what marks a copy: `hw (1)`, `hw-2`, `hw - 복사본` are `hw`."""
    return _COPIES.sub("", _COPY_OF.sub("", stem.strip()))


def tag(stem: str, module: str) -> str | None:
    """What a stem holds beside the module's: `2024000017_layers` and `layers` -> `2024000017`; else None.

    Names of tests hold no tags.
    """
    word = re.escape(module)
    for pattern in (rf"(.+?){_SEPARATOR}+{word}$", rf"{word}{_SEPARATOR}+(.+)$"):
        if found := re.match(pattern, stem, re.IGNORECASE):
            rest = re.sub(rf"^{_SEPARATOR}+|{_SEPARATOR}+$", "", found.group(1))
            return rest if rest and rest.casefold() not in ("test", "tests") else None
    return None


def defined(data: bytes) -> frozenset[str]:
    """Functions and classes that begin a line of a source: a search, not a parse. UTF-16 sources have none."""
    return frozenset(name.decode("ascii", "ignore") for name in _DEFINED.findall(data))


def is_test(name: str) -> bool:
    """Whether a file belongs to a suite or to packaging rather than to a solution."""
    return name.startswith("test_") or name in {"conftest.py", "setup.py"}


def most_hits(defines: Collection[str], wanted: dict[tuple[str, str], frozenset[str]]) -> list[tuple[str, str]]:
    """The (lab, file) pairs of which most names are defined; more than one lab among them is doubt."""
    hits = {key: len(names.intersection(defines)) for key, names in wanted.items()}
    best = max(hits.values(), default=0)
    return [key for key, count in hits.items() if count == best > 0]


def folders_of(path: str) -> frozenset[str]:
    """The names of a path's folders, without regard to case."""
    return frozenset(part.casefold() for part in path.split("/")[:-1])


def expected_by(names: Collection[str], name: str) -> str | None:
    """The expected file that a name stands for as it is or as a copy (`layers-1.py`), a notebook for its module too."""
    for expected in names:
        twins = (expected, expected.removesuffix(".py") + ".ipynb") if expected.endswith(".py") else (expected,)
        for twin in twins:
            if fit(name, twin) in (EXACT, ALIKE):
                return twin
    return None
