"""`release`: verify, look for leaks, and only then write. One lab that is not fit stops them all."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from grader.catalog import PUBLIC_TOML, Course
from grader.errors import CourseError
from grader.release.assignment import record, refresh
from grader.release.bundle import github_zip, student_zip
from grader.release.gradescope import gradescope_zip
from grader.release.hidden import hidden_of
from grader.release.leak import find_leaks
from grader.release.verify import problems
from grader.reports.files import write_atomic
from grader.zips import sha256

Target = Literal["zip", "github", "gradescope"]
FOR_STUDENTS: tuple[Target, ...] = ("zip", "github")
_BUILDERS = {"zip": student_zip, "github": github_zip, "gradescope": gradescope_zip}
_ENDINGS = {"zip": "", "github": "-github", "gradescope": "-gradescope"}
_SHOWN = 20  # problems in one message; the rest follows once these are mended


def release(
    course: Course, labs: Sequence[str] = (), *, out: Path, targets: Sequence[Target] = FOR_STUDENTS
) -> list[str]:
    """Build the zips of some labs (none named: of all) into `out`, and refresh `assignments/`.

    Returns a line per file written. Raises `CourseError` with every reason not to, and then nothing is written.
    """
    chosen = [course.lab(name) for name in labs] or list(course.labs)
    for lab in course.labs:
        if lab.toml_path.name == PUBLIC_TOML:
            raise CourseError(f"{lab.toml_path.parent} is what students get; there is nothing to release from.")
    hidden = hidden_of(course)
    found: list[str] = []
    archives: dict[str, bytes] = {}
    for lab in chosen:
        found += problems(lab)
        for target in targets:
            name = f"{lab.id}{_ENDINGS[target]}.zip"
            archives[name] = _BUILDERS[target](lab)
            if target in FOR_STUDENTS:
                found += [f"leak in {leak}" for leak in find_leaks(hidden, name, archives[name])]
    if found:
        more = [f"... and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        raise CourseError("\n  ".join(["Nothing was written:", *found[:_SHOWN], *more]))
    lines = [f"refreshed {line.partition(': ')[2]}" for line in refresh(course, labs, check=False)]
    for lab in chosen:
        record(lab)
    out.mkdir(parents=True, exist_ok=True)
    for name, data in archives.items():
        write_atomic(out / name, data)
        lines.append(f"{out / name}: {len(data) / 1e6:.1f} MB, sha256 {sha256(data)}{_for_whom(name)}")
    return lines


def _for_whom(name: str) -> str:
    return " (for the instructor alone)" if name.endswith("-gradescope.zip") else ""
