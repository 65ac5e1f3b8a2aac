"""The `grader` package as a wheel, written here so that its bytes depend on its sources alone.

A wheel of pure Python is a zip of the package with three text files (packaging.python.org, "Binary
distribution format"); setuptools would need a build folder, and puts the umask and the clock into it.
"""

import base64
import hashlib
import importlib.metadata
import re
import tomllib
from pathlib import Path
from typing import Any

import grader
from grader.errors import CourseError
from grader.release.assignment import read_source, tree
from grader.zips import sha256, zip_bytes

_DISTRIBUTION = "mlp-grader"
_WHEEL = "Wheel-Version: 1.0\nGenerator: grader.release\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


# Only an instructor's commands need these; the skeleton of a lab, for one, comes with its solution.
_INSTRUCTORS = re.compile(r"grader/(release/|audit|examples)")


def wheel(*, for_students: bool) -> tuple[str, bytes]:
    """File name and bytes of the wheel of the package that is running.

    Students' has all but the instructor's commands. Its version ends in a hash of its contents, since pip leaves
    an installed package alone where the version is the same, and the next lab may need what this one has not.
    Raises `CourseError` where the package has no metadata.
    """
    package = Path(grader.__file__).parent
    metadata, scripts = _metadata(package.parent / "pyproject.toml")
    files = {f"grader/{path.relative_to(package).as_posix()}": read_source(path) for path in tree(package)}
    if for_students:
        files = {path: data for path, data in files.items() if not _INSTRUCTORS.match(path)}
    name, public = _field(metadata, "Name").replace("-", "_"), _field(metadata, "Version").partition("+")[0]
    version = f"{public}+{sha256(zip_bytes(files))[:8]}"
    metadata = re.sub(r"^Version: .*$", f"Version: {version}", metadata, count=1, flags=re.MULTILINE)
    info = f"{name}-{version}.dist-info"
    files |= {
        f"{info}/METADATA": metadata.encode(),
        f"{info}/WHEEL": _WHEEL.encode(),
        f"{info}/entry_points.txt": scripts.encode(),
    }
    record = [f"{path},{_digest(data)},{len(data)}" for path, data in sorted(files.items())]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    return f"{name}-{version}-py3-none-any.whl", zip_bytes(files)


def _digest(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _field(metadata: str, name: str) -> str:
    return next(line.partition(": ")[2] for line in metadata.splitlines() if line.startswith(f"{name}: "))


def _metadata(pyproject: Path) -> tuple[str, str]:
    """METADATA and entry_points.txt: from the source tree where there is one, else from what is installed."""
    if pyproject.is_file():
        project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
        if project["name"] == _DISTRIBUTION:
            return _from_project(project)
    try:
        installed = importlib.metadata.distribution(_DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError as error:
        raise CourseError(
            f"No pyproject.toml beside {pyproject.parent / 'grader'}, and {_DISTRIBUTION} is not installed."
        ) from error
    return installed.read_text("METADATA") or "", installed.read_text("entry_points.txt") or ""


def _from_project(project: dict[str, Any]) -> tuple[str, str]:
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {project['name']}",
        f"Version: {project['version']}",
        f"Summary: {project['description']}",
        f"License-Expression: {project['license']}",
        f"Requires-Python: {project['requires-python']}",
    ]
    lines += [f"Requires-Dist: {requirement}" for requirement in project["dependencies"]]
    for extra, requirements in project.get("optional-dependencies", {}).items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f'Requires-Dist: {requirement}; extra == "{extra}"' for requirement in requirements]
    scripts = [f"{name} = {target}" for name, target in project.get("scripts", {}).items()]
    return "\n".join(lines) + "\n", "\n".join(["[console_scripts]", *scripts, ""])
