"""lab.toml and courses: what is wrong is said with file, line and the valid choices."""

import random
from pathlib import Path

import pytest

from grader.catalog import PUBLIC_TOML, find_course, load_course
from grader.errors import CourseError

TOML = """\
[lab]
id = "tiny"
order = 2
title = { en = "Tiny", ko = "작은 실습" }
files = ["layers.py", "mlp.py", "answers.md"]

[[task]]
id = "1.1"
title = { en = "ReLU", ko = "ReLU" }
points = 4
names = ["relu"]
file = "layers.py"

[[task]]
id = "1.2"
title = { en = "Accuracy", ko = "정확도" }
points = 6
cpu_s = 9
file = "mlp.py"

[[task]]
id = "1.3"
title = { en = "Essay", ko = "글" }
points = 2.5
manual = true

[limits]
cpu_s = 3

[accuracy]
task = "1.2"
epochs = 1
batch_size = 32
lr = 0.1
budget_s = 10
tiers = { digits = [[0.5, 2], [0.9, 6]] }
"""


def line_of(text: str, toml: str) -> int:
    return next(number for number, line in enumerate(toml.splitlines(), 1) if line == text)


def write(root: Path, toml: str = TOML, lab: str = "tiny") -> Path:
    path = root / "solutions" / lab / "lab.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    (root / "tests" / "labs").mkdir(parents=True, exist_ok=True)
    path.write_text(toml, encoding="utf-8")
    return path


def complaint(root: Path, toml: str) -> str:
    write(root, toml)
    with pytest.raises(CourseError) as raised:
        load_course(root)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_a_course_as_it_should_be(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, TOML.replace('"tiny"', '"first"').replace("order = 2", "order = 1"), "first")
    course = load_course(tmp_path)
    assert [lab.id for lab in course.labs] == ["first", "tiny"]
    lab = course.lab("tiny")
    assert lab.modules == ("layers", "mlp")
    assert (lab.limits.cpu_s, lab.limits.memory_mb, lab.limits.wall_s) == (3, 2048, 12)
    assert (lab.limits_of("1.1").cpu_s, lab.limits_of("1.2").cpu_s) == (3, 9)
    assert lab.info().max_score == 12.5
    assert lab.task("1.3").manual


@pytest.mark.parametrize(
    ("before", "after", "bad_line", "choices"),
    [
        ('id = "tiny"', 'id = "tiny"\nnmae = "x"', 'nmae = "x"', ("title", "files", "hidden_feedback")),
        ("manual = true", "manuel = true", "manuel = true", ("manual", "points", "forbidden")),
        ('ko = "글" }', 'ko = "글", fr = "x" }', 'title = { en = "Essay", ko = "글", fr = "x" }', ("en", "ko")),
        ("manual = true", 'rubric = [{ titel = "a" }]', 'rubric = [{ titel = "a" }]', ("title", "points")),
        ("cpu_s = 3", "cpu = 3", "cpu = 3", ("cpu_s", "memory_mb", "output_bytes")),
        ("epochs = 1", "epoch = 1\nepochs = 1", "epoch = 1", ("epochs", "tiers", "blind")),
        ("[limits]", "[limit]", "[limit]", ("limits", "accuracy", "late", "void")),
        ("[limits]", "[late]\npercent = 3\n[limits]", "percent = 3", ("deadline", "grace_h", "percent_per_day")),
    ],
)
def test_an_unknown_key(tmp_path: Path, before: str, after: str, bad_line: str, choices: tuple[str, ...]) -> None:
    toml = TOML.replace(before, after, 1)
    message = complaint(tmp_path, toml)
    assert f"lab.toml:{line_of(bad_line, toml)}:" in message
    assert all(choice in message.partition("Valid keys:")[2] for choice in choices)


@pytest.mark.parametrize(
    ("before", "after", "bad_line"),
    [
        ("order = 2", 'order = "two"', 'order = "two"'),
        ("points = 6", 'points = "many"', 'points = "many"'),  # of the second task, not the first
        ("manual = true", "manual = 1", "manual = 1"),
        ("batch_size = 32", "batch_size = 0.5", "batch_size = 0.5"),
        ("cpu_s = 3", "cpu_s = []", "cpu_s = []"),
        ('task = "1.2"', "task = 1.2", "task = 1.2"),  # of [accuracy], not a header [[task]]
        ("cpu_s = 3", "cpu_s = 0", "cpu_s = 0"),
        ("cpu_s = 3", "memory_mb = -1", "memory_mb = -1"),
        ("epochs = 1", "epochs = 0", "epochs = 0"),
        ("[[0.5, 2], [0.9, 6]]", "[[50, 2], [90, 6]]", "tiers = { digits = [[50, 2], [90, 6]] }"),  # percent
    ],
)
def test_a_value_of_the_wrong_type_or_out_of_range(tmp_path: Path, before: str, after: str, bad_line: str) -> None:
    toml = TOML.replace(before, after, 1)
    message = complaint(tmp_path, toml)
    assert f"lab.toml:{line_of(bad_line, toml)}:" in message
    assert "Expected" in message


@pytest.mark.parametrize(
    ("before", "after", "bad_line", "choices"),
    [
        ("order = 2", 'order = 2\nhidden_feedback = "no"', 'hidden_feedback = "no"', "diagnosis, title, total"),
        ("epochs = 1", 'epochs = 1\nblind = "no"', 'blind = "no"', "relabel, permute"),
        ("[limits]", '[late]\ncounts = "first"\n[limits]', 'counts = "first"', "latest, best"),
        ("digits =", "digit =", "tiers = { digit = [[0.5, 2], [0.9, 6]] }", "mnist, digits"),
    ],
)
def test_a_value_that_is_no_choice(tmp_path: Path, before: str, after: str, bad_line: str, choices: str) -> None:
    toml = TOML.replace(before, after, 1)
    message = complaint(tmp_path, toml)
    assert f"lab.toml:{line_of(bad_line, toml)}:" in message
    assert message.endswith(f"Choose one of: {choices}")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('id = "1.3"', 'id = "1.1"', ("1.1", "twice")),
        ("points = 2.5", "points = -1", ("1.3", "-1")),
        ('file = "layers.py"', 'file = "lairs.py"', ("1.1", "lairs.py", "layers.py")),
        ('task = "1.2"', 'task = "9.9"', ("lab.toml:31:", "9.9", "1.1, 1.2, 1.3")),
        ("[0.9, 6]", "[0.9, 5]", ("lab.toml:36:", "digits", "5", "6")),
        ("{ digits = [[0.5, 2], [0.9, 6]] }", "{ digits = [] }", ("digits", "0", "6")),
        ('id = "tiny"', 'id = "other"', ("lab.toml:2:", "'other'", "'tiny'")),
        ("points = 2.5", "points = nan", ("lab.toml:21:", "1.3", "0 or more")),
        ("[limits]", '[late]\ndeadline = "friday"\n[limits]', ("lab.toml:28:", "'friday'", "+09:00")),
        ("[limits]", '[late]\ndeadline = "2026-03-20T23:59:00"\n[limits]', ("lab.toml:28:", "no time with an offset")),
    ],
)
def test_values_that_do_not_fit_together(tmp_path: Path, before: str, after: str, said: tuple[str, ...]) -> None:
    message = complaint(tmp_path, TOML.replace(before, after, 1))
    assert "lab.toml" in message
    assert all(word in message for word in said)


@pytest.mark.parametrize("missing", ['id = "tiny"\n', 'title = { en = "ReLU", ko = "ReLU" }\n', "epochs = 1\n"])
def test_a_key_that_is_not_there(tmp_path: Path, missing: str) -> None:
    assert missing.partition(" ")[0] in complaint(tmp_path, TOML.replace(missing, "", 1))


def test_toml_that_does_not_parse(tmp_path: Path) -> None:
    assert "lab.toml:3: " in complaint(tmp_path, TOML.replace("order = 2", "order = = 2"))


def test_a_damaged_lab_toml_is_a_course_or_one_clear_line(tmp_path: Path) -> None:
    path, chance = write(tmp_path), random.Random(0)
    good, said = TOML.encode(), list[str]()
    for _ in range(300):
        broken = bytearray(good)
        for _ in range(chance.randint(1, 3)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(broken)
        try:
            load_course(tmp_path)
        except CourseError as error:
            said.append(str(error))
    assert 0 < len(said) < 300
    assert all(text.startswith(str(path)) and len(text.splitlines()) == 1 for text in said)


def test_a_file_that_is_no_utf8(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(TOML.encode("cp949"))
    with pytest.raises(CourseError, match=r"lab\.toml"):
        load_course(tmp_path)


def test_choices_where_a_lab_or_a_task_does_not_exist(tmp_path: Path) -> None:
    write(tmp_path)
    course = load_course(tmp_path)
    with pytest.raises(CourseError, match="tiny"):
        course.lab("huge")
    with pytest.raises(CourseError, match=r"1\.1, 1\.2, 1\.3"):
        course.lab("tiny").task("2.1")


def test_a_course_is_found_from_inside(tmp_path: Path) -> None:
    write(tmp_path)
    inside = tmp_path / "submissions" / "of" / "somebody"
    inside.mkdir(parents=True)
    assert find_course(None, inside) == tmp_path.resolve()
    assert find_course(tmp_path, Path("/")) == tmp_path.resolve()
    with pytest.raises(CourseError, match="not a course"):
        find_course(inside, tmp_path)


def test_without_a_course_around_it_is_this_repository(tmp_path: Path) -> None:
    found = find_course(None, tmp_path)
    assert (found / "grader" / "catalog.py").is_file()


def test_a_course_without_labs(tmp_path: Path) -> None:
    (tmp_path / "solutions").mkdir()
    with pytest.raises(CourseError, match="no lab"):
        load_course(tmp_path)


@pytest.mark.parametrize("place", [".", "tiny", "renamed by a student"])
def test_a_released_lab_is_a_small_course(tmp_path: Path, place: str) -> None:
    folder = tmp_path / place
    (folder / "tests").mkdir(parents=True)
    (folder / PUBLIC_TOML).write_text(TOML, encoding="utf-8")
    course = load_course(find_course(None, folder))
    (lab,) = course.labs
    assert (lab.id, lab.assignment_dir) == ("tiny", folder.resolve())
    assert lab.suite_dirs == (("public", folder.resolve() / "tests"),)
    assert course.hidden_files == ()


def test_what_no_student_may_read(tmp_path: Path) -> None:
    toml = write(tmp_path)
    suites = tmp_path / "tests" / "labs" / "tiny"
    files = {
        toml.with_name("layers.py"),
        toml.parent / "variants" / "a" / "layers.py",
        suites / "hidden" / "test_hidden.py",
        tmp_path / ".secret",
    }
    shown = {suites / "public" / "test_public.py", suites / "standins.py"}
    for path in files | shown:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")
    assert set(load_course(tmp_path).hidden_files) == files | {toml}


def test_the_digest_follows_what_decides_a_score(tmp_path: Path) -> None:
    toml = write(tmp_path)
    suites = tmp_path / "tests" / "labs" / "tiny"
    decisive = [toml, toml.with_name("layers.py"), suites / "hidden" / "test_a.py", suites / "public" / "test_b.py",
                suites / "standins.py"]  # fmt: skip
    for path in decisive[1:]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")
    digests = {load_course(tmp_path).lab("tiny").digest}
    for path in decisive:
        path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
        digests.add(load_course(tmp_path).lab("tiny").digest)
    assert len(digests) == len(decisive) + 1
    (suites / "public" / "__pycache__").mkdir()
    (suites / "public" / "__pycache__" / "test_b.pyc").write_bytes(b"x")
    assert load_course(tmp_path).lab("tiny").digest in digests
