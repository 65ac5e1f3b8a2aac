"""What changed between two runs, and why as far as the results tell: `report --diff` and `changes.csv`."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from grader.reports.tables import BOM, task_points
from grader.reports.text import NAME_CHARS, cell, number
from grader.results import Lang, Run, Status, Submission, TestResult, Text

HEADER = ("id", "lab", "task", "before", "after", "why")
_SAME = 5e-3  # scores are shown with two decimals


@dataclass(frozen=True)
class Change:
    """Points of one task, or of the whole row where `task` is empty. None: not known, or no such row."""

    id: str
    lab: str
    task: str
    before: float | None
    after: float | None
    why: Text


def changes(old: Run, new: Run) -> list[Change]:
    """Every task and every total that changed, in the order of the new run, then rows that are gone."""
    before = {(row.id, row.lab): row for row in old.submissions}
    after = {(row.id, row.lab): row for row in new.submissions}
    around = {lab: _circumstances(old, new, lab) for lab in {row.lab for row in new.submissions}}
    found: list[Change] = []
    for key, row in after.items():
        if key in before:
            found += _row_changes(before[key], row, around[row.lab])
        else:
            found.append(_total(row, None, row.score, _NEW))
    found += [_total(row, row.score, None, _GONE) for key, row in before.items() if key not in after]
    return found


_NEW = Text("not in the earlier run", "이전 채점에 없었어요")
_GONE = Text("not in this run", "이번 채점에 없어요")


def _total(row: Submission, before: float | None, after: float | None, why: Text) -> Change:
    return Change(row.id, row.lab, "", before, after, why)


def _circumstances(old: Run, new: Run, lab: str) -> Text:
    """What may have changed every score of a lab: its suite, the versions, the seed, the device."""
    suites = [next((one.suite for one in run.labs if one.id == lab), "") for run in (old, new)]
    found = [Text("another suite", "테스트가 바뀜")] if all(suites) and suites[0] != suites[1] else []
    versions = [
        ("grader", (old.grader_version, old.grader_digest), (new.grader_version, new.grader_digest)),
        ("torch", (old.torch_version,), (new.torch_version,)),
        ("seed", (str(old.seed),), (str(new.seed),)),
        ("device", (old.device,), (new.device,)),
    ]
    for what, before, after in versions:
        if before != after:
            words = f"{what} {before[0]} → {after[0]}" if before[0] != after[0] else f"{what} changed"
            found.append(Text(words, words if before[0] != after[0] else f"{what} 바뀜"))
    return _together(found)


def _row_changes(old: Submission, new: Submission, around: Text) -> list[Change]:
    found = []
    points_old, points_new = task_points(old), task_points(new)
    for task in dict.fromkeys([*points_new, *points_old]):
        before, after = points_old.get(task), points_new.get(task)
        if _differ(before, after):
            found.append(Change(new.id, new.lab, task, before, after, _why_task(old, new, task, around)))
    if _differ(old.score, new.score) or old.status is not new.status or new.kept_points:
        found.append(_total(new, old.score, new.score, _why_total(old, new, around)))
    return found


def _differ(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(before - after) >= _SAME


def _why_task(old: Submission, new: Submission, task: str, around: Text) -> Text:
    reasons = [_files_changed(old, new), around]
    before = {test.id: test for test in old.tests if test.task == task}
    after = {test.id: test for test in new.tests if test.task == task}
    for test_id in dict.fromkeys([*after, *before]):
        reasons.append(_why_test(test_id, before.get(test_id), after.get(test_id)))
    hand_old = [one.score for one in old.manual if one.task == task]
    hand_new = [one.score for one in new.manual if one.task == task]
    if hand_old != hand_new:
        reasons.append(Text("marked by hand", "직접 채점"))
    return _together(reasons)


def _why_test(test_id: str, before: TestResult | None, after: TestResult | None) -> Text:
    if before is None:
        return Text(f"new test {test_id}", f"새 테스트 {test_id}")
    if after is None:
        return Text(f"test {test_id} is gone", f"없어진 테스트 {test_id}")
    if before.void is not after.void:
        if after.void:
            return Text(f"{test_id} is void: everyone gets its points", f"{test_id} 무효: 모두에게 점수를 줌")
        return Text(f"{test_id} is no longer void", f"{test_id} 무효 취소")
    if before.outcome is not after.outcome:
        words = f"{test_id}: {before.outcome.value} → {after.outcome.value}"
        return Text(words, words)
    if before.max_score != after.max_score:
        return Text(f"{test_id} weighs differently", f"{test_id}의 배점이 바뀜")
    return Text("", "")


def _why_total(old: Submission, new: Submission, around: Text) -> Text:
    reasons = [_files_changed(old, new), around]
    if old.status is not new.status:
        words = f"{old.status.value} → {new.status.value}"
        reasons.append(Text(words, words))
    if _differ(old.raw_score, new.raw_score) and Status.GRADED is old.status is new.status:
        reasons.append(Text("tasks changed", "과제 점수가 바뀜"))
    if old.late != new.late:
        reasons.append(Text("lateness", "지각 처리"))
    if old.adjustments != new.adjustments:
        reasons.append(Text("adjustments", "점수 조정"))
    if new.kept_points and new.score is not None:
        lower = number(new.score - new.kept_points)
        reasons.append(Text(f"would be {lower}, kept as published", f"새 점수는 {lower}점이지만 공개한 점수를 유지"))
    return _together(reasons)


def _files_changed(old: Submission, new: Submission) -> Text:
    return Text("other files handed in", "제출 파일이 바뀜") if old.sha256 != new.sha256 else Text("", "")


def _together(reasons: Sequence[Text]) -> Text:
    said = [reason for reason in reasons if reason.en]
    return Text("; ".join(one.en for one in said), "; ".join(one.ko for one in said))


def changes_csv(found: Sequence[Change], lang: Lang) -> str:
    """`changes.csv`: a row per change; an empty task is the total of the row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for one in found:
        key = [cell(one.id, NAME_CHARS), cell(one.lab), cell(one.task)]
        writer.writerow([*key, number(one.before), number(one.after), cell(one.why.in_lang(lang))])
    return BOM + out.getvalue()
