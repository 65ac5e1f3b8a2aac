"""Files that students share are told to the instructor, and to nobody else."""

from grader.reports.class_page import class_page
from grader.reports.privacy import nameless
from grader.reports.student_page import student_page
from grader.reports.twins import with_twins
from tests.grader.reports.factory import a_row, a_run, with_aliases


def rows():
    same = {"fingerprints": {"layers.py": "aa", "mlp.py": "bb"}}
    return [
        a_row("1", source="1.zip", **same),
        a_row("2", source="2.zip", fingerprints={"layers.py": "aa", "mlp.py": "cc"}),
        a_row("3", source="group.zip", **same),
        a_row("4", source="group.zip", **same),
        a_row("5", "mnist_mlp", source="5.zip", **same),
    ]


def test_files_that_others_share_are_flagged_but_not_those_of_a_group():
    said = [[(flag.where, flag.message.split(",")[0]) for flag in row.flags] for row in with_twins(rows())]
    assert [[where for where, _ in flags] for flags in said] == [
        ["layers.py", "mlp.py"], ["layers.py"], ["layers.py", "mlp.py"], ["layers.py", "mlp.py"], [],
    ]  # fmt: skip
    assert said[0][0][1] == "the same code as 2"
    assert with_twins(rows()[2:4]) == tuple(rows()[2:4])


def test_only_the_class_page_says_so():
    run = a_run(rows())
    assert "identical-files" in class_page(run, lang="en")
    assert "identical-files" not in student_page(run, run.submissions[:1], lang="en")
    assert all(row.flags == () for row in run.submissions)


def test_an_anonymous_class_page_names_the_others_by_their_aliases():
    run = with_aliases(a_run(rows()))
    page = class_page(nameless(run), lang="en")
    assert f"the same code as {run.submissions[1].alias}, {run.submissions[2].alias}" in page
