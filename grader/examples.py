"""The demo's class: example submissions made from a course's own references and stubs.

It knows no lab by name, so it works for any course. Names and numbers of people are invented.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from grader.catalog import Course, Lab

Files = dict[str, bytes]
# Two labs, the last of them with an accuracy check, and only some hand in both: it should take under a minute.
_LABS = 2
_ONE_LAB = frozenset({"2026100005", "2026100006", "2026100008", "2026100009", "2026100010"})


def write(course: Course, folder: Path) -> Path:
    """Write the class into `folder`: a folder or archive per student, as an LMS hands them over."""
    folder.mkdir(parents=True, exist_ok=True)
    labs = demo_labs(course)
    for student, make in _CLASS.items():
        files: Files = {}
        for lab in labs[:1] if student in _ONE_LAB else labs:
            files.update({f"{lab.id}/{name}": data for name, data in make(lab).items()})
        if student.endswith(".zip"):
            (folder / student).write_bytes(_zipped(files))
            continue
        for name, data in files.items():
            path = folder / student / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    (folder / "2026100012.zip").write_bytes(_zipped({"layers.py": b"x = 1"})[:-30])
    return folder


def demo_labs(course: Course) -> tuple[Lab, ...]:
    """The labs that the demo grades."""
    return course.labs[-_LABS:]


def _reference(lab: Lab) -> Files:
    return _read(lab, lab.solution_dir)


def _stub(lab: Lab) -> Files:
    return _read(lab, lab.assignment_dir)


def _half(lab: Lab) -> Files:
    """The first file is finished, the others are still stubs."""
    first = lab.toml.lab.files[0]
    return {**_stub(lab), first: _reference(lab)[first]}


def _appended(text: str) -> Callable[[Lab], Files]:
    """The reference with something added at the end of its first file."""

    def make(lab: Lab) -> Files:
        files = _reference(lab)
        first = lab.toml.lab.files[0]
        return {**files, first: files[first] + text.encode()}

    return make


def _overridden(body: str) -> Callable[[Lab], Files]:
    """The reference with the first task's function written in another way."""

    def make(lab: Lab) -> Files:
        name = lab.toml.task[0].names[0]
        return _appended(f"\n\ndef {name}(*args, **kwargs):\n    {body}\n")(lab)

    return make


def _syntax_error(lab: Lab) -> Files:
    return _appended("\n\ndef unfinished(:\n")(lab)


def _in_cp949(lab: Lab) -> Files:
    """Sources saved by an older Korean editor: CP949 without a coding line."""
    comment = "# 제출용 파일이에요\n".encode("cp949")
    return {
        name: comment + data.decode("utf-8").encode("cp949", "replace") if name.endswith(".py") else data
        for name, data in _reference(lab).items()
    }


_CLASS: Mapping[str, Callable[[Lab], Files]] = {
    "2026100001": _reference,
    "2026100002.zip": _reference,
    "2026100003": _stub,
    "2026100004": _half,
    "2026100005": _overridden("return None"),
    "2026100006": _appended("\n\nraise RuntimeError('left over from a test')\n"),
    "2026100007": _appended("\n\nwhile True:\n    pass\n"),
    "2026100008": _appended("\n\nimport os\nos._exit(0)\n"),
    "2026100009": _syntax_error,
    "2026100010": _overridden("raise ValueError('not ready')"),
    "2026100011 김하늘": _in_cp949,
}


def _read(lab: Lab, folder: Path) -> Files:
    return {name: (folder / name).read_bytes() for name in lab.toml.lab.files if (folder / name).is_file()}


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()
