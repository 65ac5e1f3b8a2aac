"""What must not reach students, as fingerprints that are cheap to look for. Only `leak.py` uses it.

A fingerprint must be telling: `return x` is in every program. What the stubs and the public tests of the lab
show anyway is no secret either, so all of that is taken away at the end.
"""

import ast
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import grader
from grader.catalog import PUBLIC_TOML, Course, Lab
from grader.release.assignment import VARIANTS, read_source, student_files, tree
from grader.release.strip import answer_parts, solution_parts

# Shorter pieces are in every program: `loss.backward()` has 5 tokens, `return torch.clamp(X, min=0)` has 11.
_LINE_TOKENS, _LINE_CHARS = 7, 12
_PROSE_CHARS = 16  # of a sentence without its spaces; a Hangul syllable counts for two
_HINT_CHARS = 24  # of a hint: by the hundred, and "the count is right" stands in many a handout
_SHORTEST = 8  # characters of the shortest piece: a sentence in Hangul
_DIGITS = 5  # significant digits from which one number is telling (1234.5, not 60000 or 0.001)
_ROW_NUMBERS, _ROW_DIGITS = 3, 8  # a row of numbers is telling by all its digits together

# Names of the standard library and of torch, which every handout may mention.
_IMPORT = re.compile(r"\s*(import|from)\s+[\w.]+\b")
# Long enough to look telling, and yet in every program that uses torch (and so in the package).
_IDIOMS = frozenset(
    {
        "withtorch.no_grad():",
        "withtorch.inference_mode():",
        "forepochinrange(epochs):",
        "forepochinrange(1,epochs+1):",
        "forx,yinloader:",
        "super().__init__()",
    }
)

NUMBER = re.compile(r"(?<![\w.])\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?(?![\w.]*\w)")


@dataclass
class Hidden:
    """Fingerprints, each with the words that name it in a message (never the secret itself).

    pieces: squeezed text; words: whole words; numbers: values; secrets: raw bytes.
    """

    pieces: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    numbers: dict[float, str] = field(default_factory=dict)
    secrets: dict[bytes, str] = field(default_factory=dict)

    def add_code(self, lines: Iterable[tuple[int, str]], what: str) -> None:
        """Telling lines of code; `what` gets their number."""
        for number, line in lines:
            code = re.sub(r"^\s*(return|yield|assert)\b", "", _without_comment(line))
            piece = squeeze(code)
            telling = len(re.findall(r"\w+|[^\w\s]", code)) >= _LINE_TOKENS and len(piece) >= _LINE_CHARS
            if telling and piece not in _IDIOMS and not _IMPORT.match(code):
                self.pieces.setdefault(piece, f"{what}:{number}")

    def add_prose(self, text: str, what: str, least: int = _PROSE_CHARS) -> None:
        """Telling lines and sentences of a text, however a sentence is broken into lines elsewhere."""
        sentences = re.split(r"(?<=[.!?])\s+|\n\s*\n", text)
        for part in (*text.splitlines(), *sentences):
            piece = squeeze(part.strip("#*->.!?:;\"' \t\n"))
            if len(piece) + len(re.findall("[가-힣]", piece)) >= least:
                self.pieces.setdefault(piece, what)

    def add_numbers(self, source: str, what: str) -> None:
        """Telling numbers of a test, alone and in rows."""
        for text in NUMBER.findall(source):
            if significant(text) >= _DIGITS:
                self.numbers.setdefault(float(text), what)
        for row in re.findall(r"[\[(]([-+\d\s.,_eE]+)[\])]", source):
            numbers = NUMBER.findall(row)
            if len(numbers) >= _ROW_NUMBERS and sum(map(significant, numbers)) >= _ROW_DIGITS:
                self.pieces.setdefault(squeeze(row).rstrip(","), what)

    def pieces_in(self, text: str) -> Iterator[str]:
        """The pieces that stand in a text."""
        squeezed = squeeze(text)
        # Thousands of pieces are each looked for only where the text has their first letters at all.
        starts = {squeezed[i : i + _SHORTEST] for i in range(len(squeezed) - _SHORTEST + 1)}
        return (piece for piece in self.pieces if piece[:_SHORTEST] in starts and piece in squeezed)

    def forget(self, shown: str) -> None:
        """Drop what students are shown anyway."""
        words = set(re.findall(r"[\w-]+", shown))
        for piece in list(self.pieces_in(shown)):
            del self.pieces[piece]
        self.words = {word: what for word, what in self.words.items() if word not in words}
        numbers = {float(text) for text in NUMBER.findall(shown)}
        self.numbers = {value: what for value, what in self.numbers.items() if value not in numbers}


def hidden_of(course: Course) -> Hidden:
    """Everything of a course that students must not see. Raises `CourseError` where its sources are wrong.

    Of all labs together, for one lab's handout may give away another's; what any of them shows is no secret.
    """
    hidden, shown = Hidden(), []
    for lab in course.labs:
        files = student_files(lab)
        _add_lab(hidden, lab, files)
        # Handouts are not among what is shown anyway: a solution that slipped into one is what this is for.
        sources = {*lab.toml.lab.files, *lab.toml.lab.given, PUBLIC_TOML}
        shown += [data.decode() for name, data in files.items() if name in sources or name.endswith(".py")]
    secret = course.path / ".secret"
    if secret.is_file():
        text = secret.read_text(encoding="ascii").strip()
        hidden.secrets = {text.encode(): "the course's secret", bytes.fromhex(text): "the course's secret"}
    hidden.forget("\n".join(shown))
    return hidden


def _add_lab(hidden: Hidden, lab: Lab, files: Mapping[str, bytes]) -> None:
    """Everything of one lab; `files` is what its students get."""
    for name in lab.toml.lab.files:
        _add_solution(hidden, lab.solution_dir / name)
    for kind, folder in lab.suite_dirs:
        if kind == "hidden":
            for path in tree(folder):
                _add_hidden_test(hidden, path)
            _add_private_module(hidden, folder.parent / "standins.py", "the stand-ins")
    for path in tree(lab.solution_dir / VARIANTS):
        _add_variant(hidden, path)
    for path in tree(lab.solution_dir / "misconceptions"):
        _add_misconception(hidden, path)
    for path in lab.solution_dir.glob("*.md"):
        if path.name not in files:
            hidden.add_prose(read_source(path).decode(), f"a line of {path.name}")
    _add_lab_toml(hidden, lab)


def squeeze(text: str) -> str:
    """A text without any white space, so that no layout hides it."""
    return "".join(text.split())


def significant(number: str) -> int:
    """How many digits of a number say something: 1234.5 has 5, 60000 has 1, 0.001 has 1."""
    mantissa = re.split("[eE]", number.replace("_", ""))[0]
    return len(mantissa.replace(".", "").strip("0"))


def _add_solution(hidden: Hidden, path: Path) -> None:
    source = read_source(path).decode()
    if path.suffix == ".md":
        for part in answer_parts(source, str(path)):
            hidden.add_prose(part, f"a reference answer of {path.name}")
        return
    for first, lines in solution_parts(source, str(path)):
        hidden.add_code(enumerate(lines, first), f"solution line {path.name}")
        for _, comment in _comments(lines):
            hidden.add_prose(comment, f"a comment of the solution {path.name}")


def _add_hidden_test(hidden: Hidden, path: Path) -> None:
    source = read_source(path).decode()
    what = f"hidden test {path.name}"
    hidden.words[path.stem] = f"the name of {what}"
    hidden.add_numbers(source, f"a value of {what}")
    _add_private_module(hidden, path, what)


def _add_private_module(hidden: Hidden, path: Path, what: str, least: int = _PROSE_CHARS) -> None:
    """A module that students never see: its tests by name, its docstrings, comments, texts and lines."""
    if path.suffix != ".py" or not path.is_file():
        return
    source = read_source(path).decode()
    for node in ast.walk(_parsed(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            hidden.words[node.name] = f"the name of {what}"
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)):
            described = re.sub(r"^(en|ko|task):", "", ast.get_docstring(node) or "", flags=re.MULTILINE)
            hidden.add_prose(described, f"a description of {what}", least)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            hidden.add_prose(node.value, f"a text of {what}", least)
    hidden.add_code(enumerate(source.splitlines(), 1), f"line of {what}")
    for _, comment in _comments(source.splitlines()):
        hidden.add_prose(comment, f"a comment of {what}", least)


def _add_variant(hidden: Hidden, path: Path) -> None:
    """What a right program in another style defines. How it is called, and what this package says too, is no secret."""
    own = Hidden()
    _add_private_module(own, path, f"variant {path.parent.name}/{path.name}")
    source = read_source(path).decode()
    lines = source.splitlines()
    module = _parsed(source)
    described = module.body[:1] if ast.get_docstring(module) is not None else []
    definitions = (ast.FunctionDef, ast.ClassDef)
    calls = [node for node in module.body if not isinstance(node, definitions) and node not in described]
    shown = [_package(), *("\n".join(lines[node.lineno - 1 : node.end_lineno]) for node in calls)]
    known = {piece for text in shown for piece in own.pieces_in(text)}
    for piece in own.pieces.keys() - known:
        hidden.pieces.setdefault(piece, own.pieces[piece])


@cache
def _package() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path(grader.__file__).parent.rglob("*.py")))


def _parsed(source: str) -> ast.Module:
    """The tree of a module; an empty one where it does not parse, as a mistake may not: its lines still count."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])


def _add_misconception(hidden: Hidden, path: Path) -> None:
    """Files of misconceptions, of any form: ids are words with a hyphen, hints are sentences, mutants are code."""
    what = f"misconception {path.stem}"
    if re.search(r"[-_]", path.stem.strip("_")):  # a single word, such as `relu`, tells nothing
        hidden.words[path.stem] = f"the id of {what}"
    try:
        source = read_source(path).decode()
    except UnicodeDecodeError:
        return
    for word in re.findall(r"\bid\W+([a-z0-9]+(?:-[a-z0-9]+)+)", source):
        hidden.words[word] = f"the id of {what}"
    _add_private_module(hidden, path, what, _HINT_CHARS)
    for text in re.findall(r'"([^"\n]+)"', source):
        hidden.add_prose(text, f"a hint of {what}", _HINT_CHARS)


def _add_lab_toml(hidden: Hidden, lab: Lab) -> None:
    source = read_source(lab.toml_path).decode()
    for _, comment in _comments(source.splitlines()):
        hidden.add_prose(comment, "a comment of lab.toml")
    for test in lab.toml.void:
        hidden.words[test.partition("::")[2].partition("[")[0]] = "a voided test of lab.toml"
    for task in lab.toml.task:
        for item in task.rubric:
            hidden.add_prose(item.title.en, f"the rubric of task {task.id}")
            hidden.add_prose(item.title.ko, f"the rubric of task {task.id}")


def _comments(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Comments by line. A `#` inside a string gives one too many, which does no harm."""
    for number, line in enumerate(lines, 1):
        _, mark, comment = line.partition("#")
        if mark:
            yield number, comment


def _without_comment(line: str) -> str:
    return line if "'" in line or '"' in line else line.partition("#")[0]


def finite(text: str) -> float | None:
    """The value of a number as it is written, or None where it is none."""
    try:
        value = float(text.replace("_", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
