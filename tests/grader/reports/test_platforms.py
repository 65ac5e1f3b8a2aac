"""Gradescope and JUnit: what platforms read."""

import json
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from grader.reports.gradescope import results_json
from grader.reports.junit import junit_xml
from grader.results import ManualTask, Outcome, Status
from tests.grader.reports.factory import MNIST, REGULARIZATION, a_row, a_test, evil_run, full_run

ROWS = {f"{row.id}.{row.lab}": row for row in full_run().submissions}
LABS = {"regularization": REGULARIZATION, "mnist_mlp": MNIST}


@pytest.mark.parametrize("name", list(ROWS))
def test_golden_files(golden, name):
    row = ROWS[name]
    golden(f"gradescope.{name}.json", results_json(row, LABS[row.lab], "en").decode())
    golden(f"junit.{name}.xml", junit_xml(row, LABS[row.lab], "ko").decode())


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_told_apart(outcome):
    row = a_row(tests=(a_test("3.1", outcome),))
    (entry,) = json.loads(results_json(row, REGULARIZATION, "en"))["tests"]
    assert outcome.value in entry["tags"]
    assert entry.get("status") == {
        Outcome.PASSED: "passed", Outcome.SKIPPED: None, Outcome.INTERNAL_ERROR: None
    }.get(outcome, "failed")  # fmt: skip
    case = ET.fromstring(junit_xml(row, REGULARIZATION, "en")).find(".//testcase")
    kinds = [child.tag for child in case if child.tag != "properties"]
    assert kinds == {
        Outcome.PASSED: [], Outcome.FAILED: ["failure"], Outcome.MISSING: ["failure"], Outcome.SKIPPED: ["skipped"]
    }.get(outcome, ["error"])  # fmt: skip
    assert [child.get("type") for child in case if child.tag != "properties"] == [outcome.value] * len(kinds)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_is_told_apart(status):
    row = a_row(status=status, score=None if status is Status.INTERNAL_ERROR else 0.0)
    result = json.loads(results_json(row, REGULARIZATION, "en"))
    assert result["extra_data"]["status"] == status.value
    assert ("score" in result) == (status is not Status.INTERNAL_ERROR)
    suite = ET.fromstring(junit_xml(row, REGULARIZATION, "en"))[0]
    assert suite.get("errors") == ("0" if status is Status.GRADED else "1")


def test_gradescope_hides_no_test_because_that_would_hide_the_total():
    result = json.loads(results_json(full_run().submissions[0], REGULARIZATION, "en"))
    assert {entry["visibility"] for entry in result["tests"]} == {"visible"}
    assert result["score"] == 4.6  # lateness and adjustments are in it, so it overrides the sum


def test_no_time_is_written():
    row = full_run().submissions[0]
    slower = replace(row, cpu_s=99.0, tests=tuple(replace(test, duration_s=7.7) for test in row.tests))
    for write in (results_json, junit_xml):
        assert write(row, REGULARIZATION, "en") == write(slower, REGULARIZATION, "en")


def test_marks_by_hand_are_entries_once_they_are_known():
    row = a_row(manual=(ManualTask("4.11", "Explain", 7.0, 10.0), ManualTask("4.12", "More", None, 5.0)))
    entries = json.loads(results_json(row, MNIST, "en"))["tests"]
    assert [(entry["number"], entry["score"]) for entry in entries] == [("4.11.1", 7.0)]


def test_junit_counts_agree_with_its_cases():
    suite = ET.fromstring(junit_xml(full_run().submissions[0], REGULARIZATION, "en"))[0]
    for tag, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        assert len(suite.findall(f".//{tag}")) == int(suite.get(name))
    assert len(suite.findall("testcase")) == int(suite.get("tests"))
    assert len({case.get("name") for case in suite.findall("testcase")}) == int(suite.get("tests"))


@pytest.mark.parametrize("row", evil_run().submissions, ids=lambda row: ascii(row.id[:12]))
def test_hostile_texts_stay_text(row):
    data = results_json(row, REGULARIZATION, "en")
    entry = json.loads(data)["tests"][0]
    assert "\x1b" not in entry["output"]
    xml = junit_xml(row, REGULARIZATION, "en")
    case = ET.fromstring(xml).find(".//testcase")
    assert [child.tag for child in case] == ["properties", "failure"]
    assert len(data) < 60_000
    assert len(xml) < 60_000
