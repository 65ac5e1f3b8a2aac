"""A semester, played through the commands: handed out, handed in three times, graded, given out, argued over, regraded.

One test, since each step stands on those before it; the lab is the one that every new lab starts from.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.catalog import Course, load_course
from grader.cli import main
from grader.handin import find_hand_ins
from grader.release.skeleton import new_lab

HANUL, MINJI, SEOJUN = "2026000001", "2026000002", "2026000003"
NAMES = {HANUL: "김하늘", MINJI: "Minji Kim", SEOJUN: "Lee Seojun"}
BY_HAND = """
[[task]]
id = "1.3"
title = { en = "Why standardise?", ko = "왜 표준화할까요?" }
points = 2
manual = true
rubric = [
  { title = { en = "Scales differ", ko = "크기가 다름" }, points = 1 },
  { title = { en = "An example", ko = "예" }, points = 1 },
]

[late]
deadline = "2026-03-20T12:00:00+09:00"
percent_per_day = 10
"""
SHEET = "# Questions\n\n<!-- BEGIN SOLUTION -->\nBecause one feature would drown the others.\n<!-- END SOLUTION -->\n"
ALONE = "test_tiny_hidden.py::test_standardise_leaves_its_argument_alone"


@pytest.fixture
def grader(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Runs a command as a person would, and gives back what it printed; no name may be in it."""

    def run(*arguments: str | Path) -> str:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = "".join(capsys.readouterr())
        assert ended.value.code == 0, said
        assert not any(name in said for name in NAMES.values())
        return said

    return run


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def start_course(folder: Path) -> Path:
    """The repository that everybody can read."""
    for name in ("solutions", "tests/labs"):
        (folder / name).mkdir(parents=True)
    new_lab(Course(folder, ()), "tiny")
    toml = folder / "solutions" / "tiny" / "lab.toml"
    edit(toml, ('files = ["tiny.py"]', 'files = ["tiny.py", "answers.md"]'), ("\n[limits]", f"{BY_HAND}\n[limits]"))
    (folder / "solutions" / "tiny" / "answers.md").write_text(SHEET, encoding="utf-8")
    return folder


def hand_in(dist: Path, private: Path, export: Path) -> str:
    """Three uploads of one student and one of another, as Gradescope exports them; the receipt of the last of three."""
    with zipfile.ZipFile(dist / "tiny.zip") as archive:
        archive.extractall(dist)
    home, stub = dist / "tiny", (dist / "tiny" / "tiny.py").read_bytes()
    assert {"POLICY.md", "POLICY.ko.md"} <= {path.name for path in home.iterdir()}
    solution = (private / "solutions" / "tiny" / "tiny.py").read_text(encoding="utf-8")
    version = stub.splitlines()[0].decode()
    in_place = f"{version}\n{solution}".replace("centred = X - X", "X -= X").replace("centred", "X")
    adds = f"{version}\n{solution}".replace("x * self.factors", "x + self.factors")
    (home / "answers.md").write_text(f"# Questions\n\n{NAMES[HANUL]}: so that no feature drowns the others.\n")
    (home / "tiny.py").write_text(in_place, encoding="utf-8")
    (found,) = find_hand_ins(home, load_course(home))
    uploads: list[tuple[str, str, dict[str, bytes]]] = [
        (HANUL, "2026-03-18 01:00:00", {"tiny.py": stub}),
        (HANUL, "2026-03-19 01:00:00", {"tiny.py": solution.replace("dim=0", "dim=1").encode()}),
        (HANUL, "2026-03-20 23:00:00", dict(found.files)),  # UTC: 20 hours late in Seoul
        (MINJI, "2026-03-20 02:00:00", {"tiny.py": adds.encode(), "answers.md": b"I do not know."}),
    ]
    metadata = {}
    for number, (who, at, files) in enumerate(uploads, 1):
        metadata[f"submission_{number}"] = {
            ":submitters": [{":name": NAMES[who], ":sid": who, ":email": ""}],
            ":created_at": f"{at}.000000000 Z",
        }
        for name, data in files.items():
            path = export / f"submission_{number}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    (export / "submission_metadata.yml").write_text(json.dumps(metadata, ensure_ascii=False), encoding="utf-8")
    return found.receipt


def rows_of(out: Path) -> dict[str, Any]:
    return {row["id"]: row for row in json.loads((out / "grades.json").read_text(encoding="utf-8"))["submissions"]}


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1:]


def mark(sheet: Path, points: dict[str, str]) -> Path:
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    lines = ["id;lab;task;item;points;comment;by"]
    lines += [f"{row['id']};tiny;1.3;{row['item']};{points[row['item']]};좋아요;seo" for row in rows]
    sheet.write_bytes("\n".join(lines).encode("cp949"))
    return sheet


def test_a_semester(tmp_path: Path, grader: Callable[..., str]) -> None:
    # Before it starts: a private course with a secret of its own, and what students get of it.
    private, out = tmp_path / "private", tmp_path / "reports"
    public = start_course(tmp_path / "public")
    grader("release", "--course", public, "--new-course", private)
    grader("release", "--course", private, "--out", tmp_path / "dist")
    receipt = hand_in(tmp_path / "dist", private, tmp_path / "export")
    roster = tmp_path / "roster.csv"
    people = "".join(f"{who},{name},{section}\n" for (who, name), section in zip(NAMES.items(), "ABB", strict=True))
    roster.write_bytes(f"id,name,section\n{people}".encode("cp949"))
    grade = ("grade", tmp_path / "export", "--course", private, "--out", out, "--roster", roster, "--jobs", "1")

    # Graded: of three uploads the latest counts, a day late, and its page shows the receipt of the packed files.
    grader(*grade, "--progress", "plain")
    rows = rows_of(out)
    assert [(who, row["status"], row["score"]) for who, row in rows.items()] == [
        (HANUL, "graded", 7.8), (MINJI, "graded", 6.0), (SEOJUN, "missing", 0.0),
    ]  # fmt: skip
    assert (rows[HANUL]["source"], rows[HANUL]["receipt"]) == ("submission_3", receipt)
    assert rows[HANUL]["late"]["hours"] == 20.0
    assert "earlier-handout" not in json.dumps(rows)
    page = (out / "students" / f"{HANUL}.html").read_text(encoding="utf-8")
    assert receipt in page
    assert NAMES[HANUL] not in (out / "index.html").read_text(encoding="utf-8")

    # Given out. Then two assistants share the marking, without names, and their sheets come back.
    grader("report", out / "grades.json", "--publish")
    first = (out / "published.json").read_bytes()
    grader("marking", "split", out / "grades.json", "--parts", "2", "--anonymous")
    sheets = sorted((out / "marking").glob("part-*/marking.csv"))
    assert NAMES[HANUL] not in "".join(path.read_text(encoding="utf-8") for path in out.glob("marking/*/*.html"))
    points = [
        {"1": "1", "2": "0.5"} if rows[HANUL]["alias"] in sheet.read_text() else {"1": "0", "2": "0"}
        for sheet in sheets
    ]
    assert "2 tasks have points." in grader(
        "marking", "merge", out / "grades.json", *map(mark, sheets, points), "--out", tmp_path / "marks.csv"
    )

    # A test turns out to be wrong, another one gets a larger share, an appeal is granted: nobody falls.
    suite = private / "tests" / "labs" / "tiny" / "hidden" / "test_tiny_hidden.py"
    edit(suite, ('@pytest.mark.task("1.2")', '@pytest.mark.task("1.2", weight=4)'))
    edit(private / "solutions" / "tiny" / "lab.toml", ("\n[lab]", f'\nvoid = ["{ALONE}"]\n\n[lab]'))
    appeal = tmp_path / "adjustments.csv"
    appeal.write_text(f"id,lab,task,points,reason,by\n{MINJI},tiny,1.1,0.5,unclear wording,seo\n", encoding="utf-8")
    said = grader(*grade, "--marks", tmp_path / "marks.csv", "--adjustments", appeal, "--progress", "none")
    assert "1 scores would be lower and were kept" in said
    rows = rows_of(out)
    # 4 + 6 by tests and 1.5 by hand, less 10 %; 4 + 1 by tests and 0.5 on appeal, and 6 was given out.
    assert [(row["score"], row["max_score"], row["kept_points"]) for row in rows.values()] == [
        (10.35, 12.0, 0.0), (6.0, 12.0, 0.5), (0.0, 10.0, 0.0),
    ]  # fmt: skip
    page = (out / "students" / f"{HANUL}.html").read_text(encoding="utf-8")
    assert "everyone gets its points" in page
    page = (out / "students" / f"{MINJI}.html").read_text(encoding="utf-8")
    assert "unclear wording" in page
    assert "Kept at the score that was given out" in page

    # What changed is said, then and at any later time.
    changes = (out / "changes.csv").read_text(encoding="utf-8")
    why = {(who, task): (before, after, why) for who, _, task, before, after, why in table(changes)}
    assert why[HANUL, "1.1"][:2] == ("2.67", "4")
    assert f"{ALONE} is void" in why[HANUL, "1.1"][2]
    assert why[MINJI, "1.2"][:2] == ("2", "1")
    assert "another suite" in why[MINJI, "1.2"][2]
    assert why[MINJI, ""] == ("6", "6", "another suite; tasks changed; adjustments; would be 5.5, kept as published")
    assert grader("report", out / "grades.json", "--diff", out / "published.json") == changes
    assert (out / "published.json").read_bytes() == first

    # One student is graded once more from nothing, and no file is given: what people decided is still there.
    grader(*grade, "--only", MINJI, "--fresh", "--progress", "none")
    again = rows_of(out)
    assert again[HANUL] == rows[HANUL]
    for kept in ("score", "adjustments", "manual", "kept_points"):
        assert again[MINJI][kept] == rows[MINJI][kept]

    # The final gradebook, given out in its turn; then everything but the scores goes.
    grader("report", out / "grades.json", "--publish")
    final = table((out / "grades.csv").read_text(encoding="utf-8"))
    assert [(row[0], row[1], row[3], row[4], row[8:]) for row in final] == [
        (HANUL, NAMES[HANUL], "10.35", "12", ["20", "4", "6", "1.5"]),
        (MINJI, NAMES[MINJI], "6", "12", ["", "4", "1", "0"]),
        (SEOJUN, NAMES[SEOJUN], "0", "10", ["", "0", "0", ""]),
    ]
    assert f"left {out / 'grades.csv'}: ids, names and scores" in grader("purge", out)
    assert not (out / "students").exists()
    assert [row["score"] for row in rows_of(out).values()] == [10.35, 6.0, 0.0]
