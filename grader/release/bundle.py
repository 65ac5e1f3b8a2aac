"""What is handed out, as bytes: the student's zip and the template repository. Pure: nothing is written here.

Both hold `student_files` and what makes a folder ready to use: the package as a wheel, the requirements, one
page on how to start, and a manifest with the hash of every file.
"""

import json
from collections.abc import Mapping
from importlib.resources import files as package_files

from grader.catalog import Lab
from grader.handin import MANIFEST
from grader.release.assignment import student_files
from grader.release.policy import policy_values
from grader.release.wheel import wheel
from grader.zips import sha256, zip_bytes


def student_folder(lab: Lab) -> dict[str, bytes]:
    """Relative name -> content of the folder that a student works in."""
    wheel_name, wheel_data = wheel(for_students=True)
    files = student_files(lab)
    notebooks = [f"`{name}`" for name in files if name.endswith(".ipynb")]
    names = {
        "WHEEL": wheel_name,
        "TASK": next(task.id for task in lab.toml.task if not task.manual),
        "FILES": ", ".join(f"`{name}`" for name in lab.toml.lab.files),
        "NOTEBOOKS_EN": f"Who prefers notebooks writes in {', '.join(notebooks)} instead.\n" if notebooks else "",
        "NOTEBOOKS_KO": f"노트북이 편하면 대신 {', '.join(notebooks)}에 써도 돼요.\n" if notebooks else "",
    }
    files |= {name: template(name, names) for name in ("START.md", "requirements.txt", "pytest.ini")}
    files |= {name: template(name, values) for name, values in policy_values(lab).items()}
    files[wheel_name] = wheel_data
    return dict(sorted(files.items()))


def student_zip(lab: Lab) -> bytes:
    """`<lab>.zip`: one folder with everything a student needs."""
    return zip_bytes({f"{lab.id}/{name}": data for name, data in _with_manifest(lab, student_folder(lab)).items()})


def github_zip(lab: Lab) -> bytes:
    """`<lab>-github.zip`: a template repository; its workflow runs the public tests on every push."""
    files = student_folder(lab)
    files[".github/workflows/check.yml"] = template("check.yml", {})
    files[".gitignore"] = template("gitignore", {})
    return zip_bytes(_with_manifest(lab, files))


def template(name: str, values: Mapping[str, str]) -> bytes:
    """A text of `templates/` with each `@KEY@` replaced."""
    text = package_files("grader.release").joinpath("templates", name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text.replace("\r\n", "\n").encode()


def _with_manifest(lab: Lab, files: dict[str, bytes]) -> dict[str, bytes]:
    content = {"lab": lab.id, "files": {name: sha256(files[name]) for name in sorted(files)}}
    return {**files, MANIFEST: json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n"}
