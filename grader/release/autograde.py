"""What runs in Gradescope's container: its folders in, `results.json` out. Started by `run_autograder`.

The submission is laid out like an export of Gradescope, so that intake reads names and times as it always
does, and graded like any other. Where the grader itself fails, results.json has no score: Gradescope then
tells the instructor instead of giving 0.
"""

import csv
import json
import os
import shutil
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from grader import grading
from grader.catalog import load_course
from grader.desk import Options
from grader.intake.collect import Collection
from grader.reports.files import write_atomic
from grader.reports.gradescope import results_json
from grader.results import Submission

_FAILED = "The autograder itself failed, so there is no score yet. This is not your fault; please tell your instructor."


def main(root: Path, lab_id: str) -> int:
    """Grade `root/submission` and write `root/results/results.json`. Returns 1 where the grader failed."""
    target = root / "results" / "results.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        result, code = _grade(root, lab_id)
    except Exception:  # whatever it is, Gradescope needs a file, and the instructor the traceback on its page
        traceback.print_exc()
        result, code = json.dumps({"output": _FAILED, "tests": []}).encode(), 1
    write_atomic(target, result)
    return code


def _grade(root: Path, lab_id: str) -> tuple[bytes, int]:
    course = load_course(root / "source" / "course")
    lab = course.lab(lab_id)
    with tempfile.TemporaryDirectory(prefix="autograde-") as name:
        folder = Path(name)
        metadata = _metadata(root)
        export = _lay_out(root / "submission", metadata, folder / "export")
        options = Options(
            labs=[lab_id],
            out=folder / "out",
            jobs=1,
            lang="ko" if os.environ.get("GRADER_LANG") == "ko" else "en",
            extensions=_extensions(metadata, lab_id, folder) if lab.toml.late.deadline else None,
        )
        finished = grading.grade(course, export, options, _Quiet())
    row = finished.run.submissions[0]
    return results_json(row, lab.info(), options.lang), 1 if finished.has_faults else 0


def _metadata(root: Path) -> dict[str, Any]:
    """submission_metadata.json, or nothing where somebody runs the container by hand."""
    try:
        data = json.loads((root / "submission_metadata.json").read_text(encoding="utf-8"))
    except OSError:
        return {}
    return data if isinstance(data, dict) else {}


def _lay_out(submission: Path, metadata: dict[str, Any], export: Path) -> Path:
    """The submission as Gradescope's export of one: its metadata is YAML, and JSON is YAML."""
    name = f"submission_{metadata.get('id', 1)}"
    shutil.copytree(submission, export / name, symlinks=True)
    users = [{f":{key}": str(user.get(key, "")) for key in ("name", "sid", "email")} for user in _users(metadata)]
    entry: dict[str, Any] = {":submitters": users}
    if metadata.get("created_at"):
        entry[":created_at"] = str(metadata["created_at"])
    text = json.dumps({name: entry}, ensure_ascii=False)
    (export / "submission_metadata.yml").write_text(text, encoding="utf-8")
    return export


def _users(metadata: dict[str, Any]) -> list[dict[str, Any]]:
    return [user for user in metadata.get("users") or [] if isinstance(user, dict)]


def _extensions(metadata: dict[str, Any], lab_id: str, folder: Path) -> Path | None:
    """Gradescope's due date is the student's own, extensions included: it takes the place of lab.toml's."""
    due = (metadata.get("assignment") or {}).get("due_date")
    ids = [str(user.get("sid") or user.get("email") or user.get("name") or "") for user in _users(metadata)]
    if not due or not all(ids):
        return None
    path = folder / "extensions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "lab", "deadline"), *((who, lab_id, due) for who in ids)])
    return path


class _Quiet:
    """Nobody watches; the faults go to Gradescope's log."""

    def detected(self, collection: Collection) -> None:
        """Say what is graded."""
        print(collection.describe().en)

    def started(self, name: str) -> None:
        """Nothing to say."""

    def finished(self, name: str, submission: Submission, *, cached: bool) -> None:
        """Say what a fault was."""
        if submission.score is None:
            print(f"The grader failed: {submission.message}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
