"""`junit/<id>.<lab>.xml`: JUnit XML for CI and for Artemis. Times are left out, so that equal runs are equal bytes.

JUnit has no points; they stand in `<properties>`. A test case's name is the test's id and so the same in both
languages, because platforms know a test by its name.
"""

from xml.etree import ElementTree as ET

from grader.reports import text
from grader.reports.feedback import ShownTest, message_of, shown_tests
from grader.reports.words import OUTCOMES, STATUSES, VOID
from grader.results import LabInfo, Lang, Outcome, Status, Submission

# A failure is a wrong answer; an error is a test that could not give one.
_ELEMENTS: dict[Outcome, str] = {
    Outcome.PASSED: "",
    Outcome.FAILED: "failure",
    Outcome.ERROR: "error",
    Outcome.TIMEOUT: "error",
    Outcome.CRASHED: "error",
    Outcome.OUT_OF_MEMORY: "error",
    Outcome.MISSING: "failure",
    Outcome.SKIPPED: "skipped",
    Outcome.INTERNAL_ERROR: "error",
}


def junit_xml(row: Submission, lab: LabInfo, lang: Lang) -> bytes:
    """One submission as one suite. What could not be graded is one test case that is an error."""
    tests = shown_tests(row, lab)
    root = ET.Element("testsuites")
    suite = ET.SubElement(root, "testsuite", name=text.line(row.lab))
    facts = {"status": row.status.value, "score": text.number(row.score), "max_score": text.number(row.max_score)}
    _properties(suite, facts | {"receipt": text.line(row.receipt)})
    for test in tests:
        _case(suite, text.line(row.lab), test, lang)
    kinds = [_kind(test) for test in tests]
    if row.status is not Status.GRADED:
        kinds.append("error")
        case = ET.SubElement(suite, "testcase", classname=text.line(row.lab), name="submission")
        words = STATUSES[row.status]
        error = ET.SubElement(case, "error", type=row.status.value, message=words.label.in_lang(lang))
        error.text = "\n".join(filter(None, [words.meaning.in_lang(lang), message_of(row).in_lang(lang)]))
    for kind, name in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        suite.set(name, str(kinds.count(kind)))
    suite.set("tests", str(len(kinds)))
    ET.indent(root, " ")
    body: str = ET.tostring(root, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{body}\n".encode()


def _properties(parent: ET.Element, values: dict[str, str]) -> None:
    properties = ET.SubElement(parent, "properties")
    for name, value in values.items():
        ET.SubElement(properties, "property", name=name, value=value)


def _case(suite: ET.Element, lab: str, test: ShownTest, lang: Lang) -> None:
    case = ET.SubElement(suite, "testcase", classname=f"{lab}.{text.line(test.task)}", name=test.name)
    points = {"points": text.number(test.score, 4), "max_points": text.number(test.max_score, 4)}
    _properties(case, {"title": test.title.in_lang(lang), **points, "outcome": test.outcome.value})
    kind = _kind(test)
    if not kind:
        return
    word = VOID if test.void else OUTCOMES[test.outcome]
    detail = ET.SubElement(case, kind, type=test.outcome.value, message=word.label.in_lang(lang))
    said = [test.message.in_lang(lang) or word.meaning.in_lang(lang), test.counterexample, test.hint.in_lang(lang)]
    detail.text = "\n".join(line for line in said if line)


def _kind(test: ShownTest) -> str:
    """A void test is no failure of anybody, whatever came of it."""
    kind = _ELEMENTS[test.outcome]
    return "skipped" if kind and test.void else kind
