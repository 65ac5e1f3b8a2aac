"""Submissions made from an earlier version of a handout: noticed, named, and graded by its own names and points.

As far as that goes: a task keeps the points it had, a renamed function is found under its old name, a task that
the version did not have is left out. The tests are today's; a task that is gone has none, so it gives no points.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.catalog import Lab
from grader.handouts import Handout, version_in
from grader.judge.scoring import rounded
from grader.results import Flag, TestResult, Text


@dataclass(frozen=True)
class Older:
    """The version that a submission comes from; `asked` is None where there is no record of it."""

    version: str
    current: str
    asked: Handout | None


def older(lab: Lab, files: Mapping[str, bytes]) -> Older | None:
    """The earlier version that these files say they come from; None for the current one or where nothing says so."""
    version = version_in(files, lab.id)
    if not version or not lab.handout or version == lab.handout:
        return None
    return Older(version, lab.handout, lab.handouts.get(version))


def other_names(lab: Lab, found: Older | None) -> dict[str, str]:
    """Today's name of a function -> its name in that version, for tasks that ask for as many names as before."""
    if found is None or found.asked is None:
        return {}
    before = {task.id: task.names for task in found.asked.tasks}
    pairs = (
        zip(task.names, before[task.id], strict=True)
        for task in lab.toml.task
        if len(before.get(task.id, ())) == len(task.names)
    )
    return {now: then for pair in pairs for now, then in pair if now != then}


def points_of(lab: Lab, found: Older | None) -> dict[str, float]:
    """Points per task, by the version that the files come from."""
    now = {task.id: task.points for task in lab.toml.task}
    if found is None or found.asked is None:
        return now
    then = {task.id: task.points for task in found.asked.tasks}
    by_hand = {task.id for task in lab.toml.task if task.manual}  # marked today, by today's rubric
    return {task: now[task] if task in by_hand else then[task] for task in now if task in then or task in by_hand}


def by_points(tests: Sequence[TestResult], lab: Lab, points: Mapping[str, float]) -> tuple[TestResult, ...]:
    """The tests of the tasks that count, with these points."""
    now = {task.id: task.points for task in lab.toml.task}
    return tuple(_scaled(test, points[test.task], now[test.task]) for test in tests if test.task in points)


def _scaled(test: TestResult, then: float, now: float) -> TestResult:
    if then == now or not now:
        return test
    fields = {name: getattr(test, name) for name in test.__struct_fields__}
    scores = {name: rounded(getattr(test, name) * then / now) for name in ("score", "max_score")}
    return TestResult(**{**fields, **scores})


def note_of(lab: Lab, found: Older) -> Text:
    """What the student's page says of it."""
    en = [f"These files come from an earlier handout (version {found.version}; it is {found.current} now)."]
    ko = [f"예전 과제 파일로 작성했어요(버전 {found.version}, 지금은 {found.current})."]
    if found.asked is None:
        en.append("There is no record of that version, so they are graded like the current one.")
        ko.append("그 버전의 기록이 없어서 지금 과제와 똑같이 채점했어요.")
        return Text(" ".join(en), " ".join(ko))
    then = {task.id: task.points for task in found.asked.tasks}
    points = points_of(lab, found)
    changed = [task.id for task in lab.toml.task if task.id in points and points[task.id] != task.points]
    added = [task.id for task in lab.toml.task if task.id not in points]
    gone = [task for task in then if task not in {one.id for one in lab.toml.task}]
    for tasks, english, korean in (
        (changed, "keeps the points it had then", "배점은 그때 그대로예요"),
        (added, "was not in it and does not count", "그때 없던 문제라서 점수에 넣지 않았어요"),
        (gone, "is no longer tested and gives no points", "더는 채점하지 않아서 점수가 없어요"),
    ):
        en += [f"Task {task} {english}." for task in tasks]
        ko += [f"{task}번: {korean}." for task in tasks]
    for now, old in other_names(lab, found).items():
        en.append(f"{old} counts as {now}.")
        ko.append(f"{old}을(를) {now}(으)로 보고 채점했어요.")
    if len(en) == 1:
        en.append("Names and points are the same.")
        ko.append("이름과 배점은 똑같아요.")
    return Text(" ".join(en), " ".join(ko))


def flag_of(found: Older) -> Flag:
    """What the instructor sees: a version can be claimed, so a person may want to look."""
    known = "" if found.asked else ", of which there is no record"
    return Flag("earlier-handout", "handout", f"version {found.version}{known}")
