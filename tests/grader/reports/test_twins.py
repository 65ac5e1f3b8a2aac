"""Files that students share are told to the instructor, and to nobody else."""

from grader.reports.class_page import class_page
from grader.reports.privacy import nameless
from grader.reports.student_page import student_page
from grader.reports.twins import twins
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


def test_files_that_others_share_are_told_but_not_those_of_a_group():
    found = [(one.lab, one.file, [row.id for row in one.rows]) for one in twins(rows())]
    assert found == [
        ("regularization", "layers.py", ["1", "2", "3"]),
        ("regularization", "mlp.py", ["1", "3"]),
    ]
    assert twins(rows()[2:4]) == []


def test_only_the_class_page_says_so():
    run = a_run(rows())
    assert class_page(run, lang="en").count("identical-files") == 2
    assert "identical-files" not in student_page(run, run.submissions[:1], lang="en")


def test_an_anonymous_class_page_names_them_by_their_aliases():
    run = with_aliases(a_run(rows()))
    page = class_page(nameless(run), lang="en")
    assert page.count("identical-files") == 2
    assert page.count(f">{run.submissions[0].alias}</a>") == 3  # twice here, once in the table
    assert ">1</a>" not in page


def test_a_whole_class_of_copies_is_one_line():
    run = a_run([a_row(str(n), source=f"{n}.zip", fingerprints={"a.py": "aa"}) for n in range(300)])
    page = class_page(run, lang="en")
    assert page.count("identical-files") == 1
    assert "</a>, …</li>" in page
