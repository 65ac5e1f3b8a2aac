"""Rows of a gradebook: lateness, hand marks and adjustments in that order, and sums that come out exact."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from grader.catalog import Lab, load_course
from grader.intake.collect import Collected
from grader.judge.checks import say
from grader.results import Adjustment, Flag, Outcome, Status, Submission, TestResult, Text
from grader.rows import HandMark, Marks, row
from grader.task import Graded

DEADLINE = datetime(2026, 3, 20, 12, tzinfo=UTC)
TOML = f"""\
[lab]
id = "tiny"
order = 1
title = {{ en = "Tiny", ko = "작은 실습" }}
files = ["a.py", "answers.md"]
[[task]]
id = "1.1"
title = {{ en = "Functions", ko = "함수" }}
points = 10
[[task]]
id = "1.2"
title = {{ en = "Accuracy", ko = "정확도" }}
points = 6
[[task]]
id = "1.3"
title = {{ en = "Essay", ko = "글" }}
points = 5
manual = true
[accuracy]
task = "1.2"
epochs = 1
batch_size = 32
lr = 0.1
budget_s = 10
tiers = {{ digits = [[0.5, 6]] }}
[late]
deadline = "{DEADLINE.isoformat()}"
percent_per_day = 10
cap_percent = 25
"""
NONE = Marks()
FILES = {"a.py": "x = '가'\r\n".encode("cp949"), "answers.md": "# 답\n".encode(), "helper.py": b"y = 1\n"}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    root = tmp_path_factory.mktemp("course")
    path = root / "solutions" / "tiny" / "lab.toml"
    path.parent.mkdir(parents=True)
    path.write_text(TOML, encoding="utf-8")
    return load_course(root).lab("tiny")


def collected(**changes: Any) -> Collected:
    fields = {"id": "7", "name": "이지은", "lab": "tiny", "source": "7.zip", "files": FILES, "sha256": "ab" * 32}
    return Collected(**{**fields, **changes})


def one_test(score: float, most: float, task: str = "1.1", **changes: Any) -> TestResult:
    outcome = Outcome.PASSED if score == most else Outcome.FAILED
    texts = {"title_i18n": say("Title", "제목"), "message_i18n": say("Message", "말")}
    return TestResult(f"{task}-{score}", task, "", "public", outcome, score, most, **{**texts, **changes})


def made(lab: Lab, graded: Graded | None, marks: Marks = NONE, *, accuracy: bool = False, **changes: Any) -> Submission:
    return row(collected(**changes), lab, graded, marks, accuracy=accuracy, lang="en", late_from="moodle")


def seven(points: float, passed: int) -> tuple[TestResult, ...]:
    share = round(points / 7, 6)
    return tuple(one_test(share if n < passed else 0.0, share) for n in range(7))


@pytest.mark.parametrize(("passed", "score"), [(7, 10.0), (6, 8.57), (1, 1.43), (0, 0.0)])
def test_sevenths_come_out_whole(lab: Lab, passed: int, score: float) -> None:
    submission = made(lab, Graded(tests=seven(10, passed)))
    assert (submission.raw_score, submission.score, submission.max_score) == (score, score, 10.0)
    assert submission.status is Status.GRADED


def test_without_the_accuracy_check_its_points_are_in_no_sum(lab: Lab) -> None:
    functions = one_test(10, 10)
    with_check = made(lab, Graded(tests=(functions, one_test(6, 6, "1.2"))), accuracy=True)
    assert (with_check.score, with_check.max_score) == (16.0, 16.0)
    assert made(lab, Graded(tests=(functions,))).max_score == 10.0


def test_hand_marks_enter_both_sums_once_they_are_read(lab: Lab) -> None:
    graded = Graded(tests=(one_test(10, 10),))
    waiting = made(lab, graded)
    assert [(task.task, task.score, task.answer) for task in waiting.manual] == [("1.3", None, "# 답\n")]
    marked = made(
        lab,
        graded,
        Marks(manual={("7", "tiny"): {"1.3": HandMark(3.5, "good")}, ("8", "tiny"): {"1.3": HandMark(5.0)}}),
    )
    assert (marked.score, marked.max_score) == (13.5, 15.0)
    assert [(task.score, task.comment) for task in marked.manual] == [(3.5, "good")]
    zero = made(lab, graded, Marks(manual={("7", "tiny"): {"1.3": HandMark(0.0)}}))
    assert (zero.score, zero.max_score) == (10.0, 15.0)


@pytest.mark.parametrize(("days", "score"), [(0, 10.0), (0.5, 9.0), (1.5, 8.0), (2.5, 7.5), (100, 7.5)])
def test_lateness_comes_off_the_raw_score(lab: Lab, days: float, score: float) -> None:
    submission = made(lab, Graded(tests=(one_test(10, 10),)), submitted_at=DEADLINE + timedelta(days=days))
    assert (submission.raw_score, submission.score) == (10.0, score)
    assert (submission.late is None) == (days == 0)


def test_an_extension_moves_the_deadline_of_one_person(lab: Lab) -> None:
    later = Marks(deadlines={("7", "tiny"): DEADLINE + timedelta(days=1)})
    graded = Graded(tests=(one_test(10, 10),))
    in_time = made(lab, graded, later, submitted_at=DEADLINE + timedelta(hours=20))
    assert (in_time.late, in_time.score) == (None, 10.0)
    late = made(lab, graded, later, submitted_at=DEADLINE + timedelta(hours=30))
    assert late.late is not None
    assert (late.late.hours, late.late.penalty_percent, late.late.source, late.score) == (6.0, 10.0, "moodle", 9.0)


def test_adjustments_come_last_and_are_never_reduced(lab: Lab) -> None:
    adjustments = [Adjustment("1.1", 2.0, "appeal"), Adjustment("1.1", -0.5, "style")]
    marks = Marks(adjustments={("7", "tiny"): adjustments, ("8", "tiny"): [Adjustment("1.1", 9.0, "other")]})
    late = made(lab, Graded(tests=(one_test(5, 10),)), marks, submitted_at=DEADLINE + timedelta(hours=1))
    assert (late.raw_score, late.score) == (5.0, 6.0)
    assert late.adjustments == tuple(adjustments)


def test_a_fault_of_ours_is_never_a_zero(lab: Lab) -> None:
    marks = Marks(
        manual={("7", "tiny"): {"1.3": HandMark(3.0)}}, adjustments={("7", "tiny"): [Adjustment("1.1", 1, "why")]}
    )
    fault = made(lab, Graded(fault="the zygote is gone"), marks)
    assert (fault.status, fault.score, fault.raw_score) == (Status.INTERNAL_ERROR, None, None)
    assert "the zygote is gone" in fault.message
    assert fault.max_score == 15.0


def test_nothing_handed_in(lab: Lab) -> None:
    missing = made(lab, None, files={}, sha256="", missing=True)
    assert (missing.status, missing.score, missing.max_score, missing.receipt) == (Status.MISSING, 0.0, 10.0, "")
    assert made(lab, None, files={}, accuracy=True).max_score == 16.0


def test_what_cannot_be_read_says_why(lab: Lab) -> None:
    problem = say("It is a shortcut.", "바로 가기예요.")
    unreadable = made(lab, None, files={}, problem=problem)
    assert (unreadable.status, unreadable.score, unreadable.message) == (Status.UNREADABLE, 0.0, "It is a shortcut.")
    korean = row(
        collected(files={}, problem=problem), lab, None, Marks(), accuracy=False, lang="ko", late_from=""
    )  # fmt: skip
    assert korean.message == "바로 가기예요."


def test_the_language_of_titles_and_messages(lab: Lab) -> None:
    graded = Graded(tests=(one_test(0, 10),))
    for lang, words in (("en", ("Title", "Message")), ("ko", ("제목", "말"))):
        submission = row(collected(), lab, graded, Marks(), accuracy=False, lang=lang, late_from="")  # type: ignore[arg-type]
        assert (submission.tests[0].title, submission.tests[0].message) == words
        assert submission.tests[0].title_i18n == say("Title", "제목")


def test_what_else_a_row_carries(lab: Lab) -> None:
    note, flag = Text("note", "쪽지"), Flag("large-literal", "a.py:1", "x")
    graded = Graded(flags=(flag,), notes=(note,), cpu_s=1.5, peak_memory_bytes=9)
    submission = made(lab, graded, notes=(Text("read", "읽음"),), email="a@b.c", section="2")
    assert submission.notes == (Text("read", "읽음"), note)
    assert (submission.flags, submission.email, submission.section) == ((flag,), "a@b.c", "2")
    assert [(file.name, file.text) for file in submission.code] == [("a.py", "x = '가'\n")]  # the lab's own modules
    assert len(submission.receipt) == 9
    assert (submission.cpu_s, submission.peak_memory_bytes) == (1.5, 9)
