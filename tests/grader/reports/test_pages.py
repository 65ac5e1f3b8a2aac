"""Both pages as text: golden, every outcome and status, nothing foreign taken for markup. See test_browser.py."""

import base64
import itertools
import re
import zlib
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from grader.reports.accuracy_view import png, view
from grader.reports.class_page import class_page
from grader.reports.listing import anchors, linked, listings, places
from grader.reports.privacy import alias, nameless, without_names
from grader.reports.student_page import student_page
from grader.reports.words import OUTCOMES, STATUSES
from grader.results import Epoch, Flag, Outcome, Sample, SourceFile, Status, Text
from tests.grader.reports.factory import (
    CODE,
    EVIL,
    KEY,
    a_class,
    a_row,
    a_run,
    a_test,
    an_accuracy,
    digit,
    evil_run,
    full_run,
    with_aliases,
)

VOID = {"meta", "link", "input", "br", "img", "hr"}
# What differs between versions of matplotlib and zlib, and what is compared as a file of its own.
VARYING = re.compile(
    r'(?s)(?<=<style>).*?(?=</style>)|(?<=<script>).*?(?=</script>)|<svg aria.*?</svg>|(?<=base64,)[^"]*|sha256-[^\']*'
)


class Page(HTMLParser):
    """Checks that elements are closed in order and collects what tests ask for."""

    def __init__(self, page):
        super().__init__()
        self.ids, self.tags, self.attributes, self.open = [], [], [], []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *attr) for attr in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def links(self):
        return [value[1:] for tag, name, value in self.attributes if name == "href" and value.startswith("#")]


def of_student(run, row_id="2024000017", lang="en"):
    return student_page(run, [row for row in run.submissions if row.id == row_id], lang=lang)


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_golden_pages(golden, lang):
    golden(f"index.{lang}.html", VARYING.sub("", class_page(full_run(), lang=lang)))
    golden(f"student.{lang}.html", VARYING.sub("", of_student(full_run(), lang=lang)))


def test_the_page_opens_in_the_language_asked_for_and_holds_both():
    for lang in ("en", "ko"):
        page = of_student(full_run(), lang=lang)
        assert f'<html lang="{lang}">' in page
        assert "Wrong answer" in page
        assert "오답" in page


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_is_named_with_a_sign_on_both_pages(outcome):
    word = OUTCOMES[outcome]
    run = a_run([a_row(tests=(a_test("3.1", outcome),))])
    for page in (of_student(run), class_page(run, lang="en")):
        assert word.label.en in page.replace("&#39;", "'")
        assert word.label.ko in page
        assert f'<span aria-hidden="true">{word.sign} </span>' in page


@pytest.mark.parametrize("status", list(Status))
def test_every_status_is_named_on_both_pages(status):
    run = a_run([a_row(status=status, score=None if status is Status.INTERNAL_ERROR else 0.0), a_row(lab="mnist_mlp")])
    for page in (of_student(run), class_page(run, lang="en")):
        assert STATUSES[status].label.ko in page


def test_a_score_that_is_not_known_is_not_shown_as_zero():
    run = a_run([a_row(status=Status.INTERNAL_ERROR, score=None, raw_score=None)])
    page = of_student(run)
    assert "The score is not known yet." in page
    assert "0 <small>/ 10" not in page


def test_outcomes_have_words_and_signs_of_their_own():
    assert set(OUTCOMES) == set(Outcome)
    assert set(STATUSES) == set(Status)
    for words in (OUTCOMES, STATUSES):
        for part in ("label", "sign", "meaning"):
            assert len({getattr(word, part) for word in words.values()}) == len(words)


@pytest.mark.parametrize("make", [full_run, evil_run, lambda: a_class(30), lambda: a_run([])])
def test_pages_are_well_formed_and_their_links_lead_somewhere(make):
    run = make()
    ids = {row.id for row in run.submissions}
    for text in [class_page(run, lang="ko"), *(of_student(run, row_id) for row_id in list(ids)[:20])]:
        page = Page(text)
        assert len(page.ids) == len(set(page.ids))
        assert set(page.links()) <= set(page.ids)


@pytest.mark.parametrize("number", range(len(EVIL) + 1))
def test_hostile_texts_stay_text(number):
    run = evil_run()
    harmless = Page(of_student(a_run([replace(run.submissions[-1], name="x")]), run.submissions[-1].id))
    page = of_student(run, run.submissions[number].id)
    parsed = Page(page)
    assert set(parsed.tags) <= set(harmless.tags) | {"mark", "a"}
    assert not [name for _, name, _ in parsed.attributes if name.startswith("on")]
    assert parsed.tags.count("script") == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202e\u2066]", page)
    assert len(page) < 700_000


def test_a_hostile_class_page_stays_small_and_whole():
    page = class_page(evil_run(), lang="en")
    parsed = Page(page)
    assert "img" not in parsed.tags
    assert parsed.tags.count("script") == 1
    assert len(page) < 300_000


def test_nothing_is_loaded_from_anywhere():
    for page in (class_page(full_run(), lang="en"), of_student(full_run())):
        parsed = Page(page)
        outside = [value for _, name, value in parsed.attributes if name in ("src", "xlink:href", "action", "srcset")]
        assert all(value.startswith(("data:image/png;base64,", "#")) for value in outside)
        assert "default-src 'none'" in page
        assert "url(http" not in page


def test_flags_are_for_the_instructor_alone():
    assert "large-literal" in class_page(full_run(), lang="en")
    assert "large-literal" not in of_student(full_run())


def test_hidden_tests_show_no_counterexample():
    test = a_test("3.1", Outcome.FAILED, visibility="hidden", counterexample="SECRET INPUT", id="t.py::test[SECRET]")
    run = a_run([a_row(tests=(test,))])
    assert "SECRET" not in of_student(run)
    assert "SECRET" not in class_page(run, lang="en")


def test_lines_a_message_speaks_of_are_marked_and_linked_both_ways():
    page = of_student(full_run())
    (mark,) = re.findall(r'<mark id="([^"]*)"', page)
    assert page.count(f'href="#{mark}"') == 3  # the message in both languages, and the listing's own head


def test_places_are_found_in_messages_and_tracebacks():
    found = places(["See layers.py:12 and layers.py:3.", 'File "model.py", line 7, in f', "at 12:30, not.a.file:3"])
    assert found == {"layers.py": {12, 3}, "model.py": {7}}


def test_lines_that_do_not_exist_are_not_linked():
    code = [SourceFile("layers.py", CODE)]
    ids = anchors(code, {"layers.py": {1, 999}, "other.py": {1}}, "f")
    assert list(ids) == [("layers.py", 1)]
    assert linked("layers.py:1 <layers.py:999>", ids) == '<a href="#f-0-1">layers.py:1</a> &lt;layers.py:999&gt;'


def test_long_files_are_cut_and_say_so():
    long, wide = listings([SourceFile("a.py", "x\n" * 500_000), SourceFile("b.py", "y" * 10_000)], {})
    assert long.cut
    assert wide.cut
    assert len(long.lines) < 250_000
    assert len(wide.lines) < 500


def test_numbers_and_lines_agree():
    (listing,) = listings([SourceFile("a.py", "a\n\n<b>\n")], {})
    assert listing.numbers.split("\n") == ["1", "2", "3"]
    assert listing.lines.split("\n") == ["a", "", "&lt;b&gt;"]


def test_a_digit_is_the_picture_it_was():
    data = base64.b64decode(png(digit(3)))
    assert data.startswith(b"\x89PNG")
    start = data.index(b"IDAT") + 4
    rows = zlib.decompress(data[start : data.index(b"IEND") - 8])
    pixels = b"".join(rows[i * 29 + 1 : i * 29 + 29] for i in range(28))
    assert bytes(255 - byte for byte in pixels) == base64.b64decode(digit(3))


def test_a_damaged_sample_or_history_costs_no_page():
    bad = replace(
        an_accuracy(),
        samples=(Sample("not base64!", 1, 2), Sample("QUJD", 1, 2), Sample(digit(1), 1, 1)),
        history=(
            Epoch(1, float("nan"), None),
            Epoch(2, 1e308, float("inf")),
            Epoch(3, -1e308, 0.5),
            Epoch(-4, 1.0, 1.0),
        ),
        confusion=((1, 2),),
        test_accuracy=None,
    )
    shown = view(bad)
    assert len(shown.digits) == 1
    assert shown.confusion == ()
    assert [epoch.epoch for epoch in shown.epochs] == [1, 2, 3]
    assert "nan" not in f"{shown.loss}{shown.validation}"
    page = of_student(a_run([a_row(accuracy=bad)]))
    assert "? %" in page


@pytest.mark.parametrize(("accuracy", "reached"), [(0.89, 0), (0.90, 1), (0.96, 2), (0.999, 3)])
def test_tiers_say_which_were_reached(accuracy, reached):
    assert sum(tier.reached for tier in view(an_accuracy(accuracy)).tiers) == reached


def test_labels_of_tiers_that_are_close_stand_in_rows():
    close = replace(an_accuracy(), tiers=((0.9, 2), (0.945, 4), (0.96, 6), (0.97, 8), (0.975, 10)))
    shown = view(close)
    for row in range(shown.tier_rows):
        places = [tier.place for tier in shown.tiers if tier.row == row]
        assert all(right - left >= 13 for left, right in itertools.pairwise(places)), places
    assert 1 < shown.tier_rows <= 3


WROTE_NAMES = "# 김하늘 2024000017 sky@example.com\n# 하늘, 김 · layers_김하늘.py\nx = 1\n"


def test_anonymous_pages_name_nobody():
    latest = Text(
        "The latest counts: 김하늘_12_assignsubmission_file.", "김하늘_12_assignsubmission_file가 나중이에요."
    )
    row = replace(
        full_run().submissions[0],
        source="김하늘_12_assignsubmission_file",
        code=(SourceFile("layers.py", WROTE_NAMES),),
        notes=(latest,),
        message_i18n=latest,
        flags=(Flag("large-literal", "layers_김하늘.py:3", "a literal of 5000 characters"),),
    )
    run = nameless(with_aliases(a_run([row, a_row("2024000018")])))
    for page in (class_page(run, lang="ko"), of_student(run, alias("2024000017", KEY))):
        for word in ("김하늘", "하늘, 김", "2024000017", "2024000018", "sky@example.com"):
            assert word not in page
    assert alias("2024000018", KEY) in class_page(run, lang="ko")
    assert alias("2024000017", KEY) != alias("2024000017", b"other")
    assert "x = 1" in of_student(run, alias("2024000017", KEY))


@pytest.mark.parametrize("name", ["Minji Kim", "Kim, Minji"])
def test_a_name_is_blanked_in_any_order_and_as_a_platform_writes_it(name):
    code = SourceFile("a.py", "# Kim Minji, kimminji and minji_kim wrote train.py; Kimminjik did not\n")
    row = a_row(name=name, source="kimminji_41_77_a.py.zip", alias="a", code=(code,))
    (shown,) = nameless(a_run([row])).submissions
    assert shown.code[0].text == "# •••, ••• and ••• wrote train.py; Kimminjik did not\n"


def test_words_of_a_platform_are_no_name():
    row = a_row(source="submission_1234", alias="a", code=(SourceFile("a.py", "submission = 1\n"),))
    assert nameless(a_run([row])).submissions[0].code[0].text == "submission = 1\n"


def test_the_class_page_has_no_names_unless_asked():
    latest = Text(
        "The latest counts: 김하늘_12_assignsubmission_file.", "김하늘_12_assignsubmission_file가 나중이에요."
    )
    run = a_run([a_row(status=Status.UNREADABLE, source="김하늘_12_assignsubmission_file", message_i18n=latest)])
    page = class_page(without_names(run), lang="en")
    assert "2024000017" in page
    assert "김하늘" not in page
    assert "김하늘" in class_page(run, lang="en")


def test_labs_stand_in_the_order_of_the_course():
    rows = [a_row(lab="mnist_mlp"), a_row(lab="regularization")]
    page = of_student(a_run(rows))
    assert page.index('<article class="card" id="lab-regularization"') < page.index('id="lab-mnist_mlp"')


def test_the_same_message_twice_is_said_once():
    tests = (a_test("3.1", Outcome.MISSING), a_test("3.1", Outcome.MISSING, id="other"))
    page = of_student(a_run([a_row(tests=tests)]))
    assert page.count("Message for missing.") == 1
    assert page.count("The same as above.") == 1
