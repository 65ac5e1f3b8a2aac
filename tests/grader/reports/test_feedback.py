import pytest
from msgspec.structs import replace

from grader.reports.feedback import decisions, first_to_look_at, score_steps, shown_tasks, shown_tests, summary
from grader.results import Adjustment, Late, ManualTask, Outcome, Status, Text
from tests.grader.reports.factory import REGULARIZATION, a_row, a_test, full_run

SECRET = {
    "id": "test_layers_hidden.py::test_relu[-3.5]",
    "visibility": "hidden",
    "counterexample": "input: -3.5",
    "message_i18n": Text("general words", "일반적인 말"),
    "hint_i18n": Text("a hint", "힌트"),
    "diagnosis": ("relu-abs",),
}


def hidden(outcome=Outcome.FAILED, **changes):
    return a_test("3.1", outcome, **{**SECRET, **changes})


def lab(feedback):
    return replace(REGULARIZATION, hidden_feedback=feedback)


@pytest.mark.parametrize("feedback", ["diagnosis", "title", "total"])
def test_hidden_tests_never_show_their_inputs(feedback):
    shown = shown_tests(a_row(tests=(hidden(),)), lab(feedback))
    assert "-3.5" not in repr(shown)


def test_diagnosis_shows_title_message_and_hint():
    (test,) = shown_tests(a_row(tests=(hidden(),)), lab("diagnosis"))
    assert (test.message.en, test.hint.ko, test.title.en) == ("general words", "힌트", "Title of 3.1 failed")


def test_title_shows_only_title_and_outcome():
    (test,) = shown_tests(a_row(tests=(hidden(),)), lab("title"))
    assert (test.message.en, test.hint.en, test.outcome) == ("", "", Outcome.FAILED)


def test_total_shows_hidden_tests_of_a_task_together():
    tests = (a_test("3.1"), hidden(), hidden(Outcome.PASSED, id="x", score=1.0), hidden(Outcome.TIMEOUT, id="y"))
    public, together = shown_tests(a_row(tests=tests), lab("total"))
    assert public.visibility == "public"
    assert (together.score, together.max_score, together.outcome) == (1.0, 3.0, Outcome.FAILED)
    assert together.message.en == "1 of 3 passed."
    assert "Title" not in together.title.en


def test_total_does_not_hide_a_fault_of_ours():
    (together,) = shown_tests(a_row(tests=(hidden(Outcome.INTERNAL_ERROR),)), lab("total"))
    assert (together.outcome, together.score) == (Outcome.INTERNAL_ERROR, None)


def test_public_tests_keep_everything_under_every_policy():
    (test,) = shown_tests(a_row(tests=(hidden(visibility="public"),)), lab("total"))
    assert (test.counterexample, test.message.en) == ("input: -3.5", "general words")


def test_names_stay_unique_where_parameters_are_cut():
    tests = tuple(hidden(id=f"t.py::test[{number}]") for number in range(3))
    assert [test.name for test in shown_tests(a_row(tests=tests), lab("diagnosis"))] == [
        "t.py::test",
        "t.py::test #2",
        "t.py::test #3",
    ]


def test_tasks_stand_in_the_order_of_the_lab():
    tests = (a_test("3.6"), a_test("9.9"), a_test("3.1"))
    assert [task.id for task in shown_tasks(a_row(tests=tests), REGULARIZATION)] == ["3.1", "3.6", "9.9"]


def test_a_task_with_a_part_that_is_not_known_has_no_score():
    tests = (a_test("3.1"), a_test("3.1", Outcome.INTERNAL_ERROR))
    assert shown_tasks(a_row(tests=tests), REGULARIZATION)[0].score is None
    manual = (ManualTask("3.9", "x", None, 5.0),)
    assert shown_tasks(a_row(manual=manual), REGULARIZATION)[0].score is None


def test_the_steps_of_a_score_add_up_to_it():
    row = a_row(
        raw_score=8.0,
        score=7.5,
        late=Late(3.0, 12.5, "canvas"),
        adjustments=(Adjustment("3.1", 0.5, "agreed"),),
        manual=(ManualTask("3.9", "x", 2.0, 5.0),),
    )
    steps = score_steps(row)
    assert [step.points for step in steps] == [6.0, 2.0, -1.0, 0.5]
    assert "12.5 %" in steps[2].label.en
    assert sum(step.points for step in steps) == row.score


@pytest.mark.parametrize("status", [Status.INTERNAL_ERROR, Status.MISSING, Status.UNREADABLE])
def test_without_a_graded_score_there_are_no_steps(status):
    assert score_steps(a_row(status=status, late=Late(None, 0.0, "x"))) == []


@pytest.mark.parametrize("status", [Status.MISSING, Status.UNREADABLE])
def test_what_a_person_gave_is_shown_where_nothing_was_graded(status):
    row = a_row(status=status, score=2.0, raw_score=0.0, adjustments=(Adjustment("3.1", 2.0, "shown on paper"),))
    assert [(step.points, step.note) for step in score_steps(row)] == [(0.0, ""), (2.0, "shown on paper")]
    assert [words.en for words in decisions(row)] == ["Adjustment for 3.1: +2 (shown on paper)"]


def test_a_score_that_was_kept_says_so():
    row = a_row(raw_score=6.0, score=7.5, late=Late(3.0, 50.0, "canvas"), kept_points=4.5)
    assert [step.points for step in score_steps(row)] == [6.0, -3.0, 4.5]
    assert [words.ko for words in decisions(row)] == ["이미 공개한 점수로 유지: +4.5"]


@pytest.mark.parametrize("feedback", ["diagnosis", "title", "total"])
def test_a_void_test_says_so_under_every_policy_and_misleads_nobody(feedback):
    wrong = hidden(void=True, score=1.0, message_i18n=Text("It is void.", "무효예요."))
    public = hidden(void=True, score=1.0, visibility="public", id="p", message_i18n=Text("It is void.", "무효예요."))
    shown = shown_tests(a_row(tests=(wrong, public)), lab(feedback))
    assert [test.score for test in shown] == [1.0, 1.0]
    assert "-3.5" not in repr(shown)
    assert "a hint" not in repr(shown)
    assert all("void" in test.message.en or "turned out to be wrong" in test.message.en for test in shown)


def test_the_first_to_look_at_is_what_costs_most():
    tests = (
        a_test("3.1", Outcome.FAILED, max_score=1.0),
        a_test("3.4", Outcome.FAILED, **{**SECRET, "max_score": 4.0}),
        a_test("3.4", Outcome.ERROR, max_score=2.0),
        a_test("3.2", Outcome.SKIPPED, max_score=9.0),
    )
    look = first_to_look_at(shown_tasks(a_row(tests=tests), REGULARIZATION))
    assert [(test.task, test.visibility) for test in look] == [("3.4", "public"), ("3.1", "public")]


def test_three_lines_say_score_what_is_right_and_what_to_look_at():
    row = full_run().submissions[1]
    lines = summary(row, full_run().labs[1], "en")
    assert lines == ("Lab 4: MNIST: 9 / 20", "Right: 4.10", "Look again at: 4.3 The model")
    assert "다시 볼 과제" in summary(row, full_run().labs[1], "ko")[2]
