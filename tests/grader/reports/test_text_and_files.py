import pytest

from grader.reports import text
from grader.reports.files import safe_name, write_atomic
from tests.grader.reports.factory import EVIL


@pytest.mark.parametrize("words", EVIL)
def test_clean_text_has_no_control_characters_and_can_be_written(words):
    plain = text.clean(words)
    plain.encode("utf-8")
    assert all(char.isprintable() or char in "\n\t" for char in plain.replace("\ufffd", ""))
    assert not any(char in plain for char in "\x1b\x00\u202e\u2066\u200f")


def test_escapes_go_but_what_they_coloured_stays():
    assert text.clean("\x1b[1;31mred\x1b[0m \x1b]8;;http://example.com\x07link\x1b]8;;\x07") == "red link"


def test_marks_that_reorder_text_are_shown_by_name():
    assert text.clean("a\u202eb") == "a[U+202E]b"


def test_ten_megabytes_are_cut():
    assert len(text.clean("가" * 10_000_000)) == text.MESSAGE_CHARS
    assert text.clean("가" * 10_000_000).endswith("…")


def test_text_of_ordinary_length_is_whole():
    assert text.clean("두 줄\n입니다\t.") == "두 줄\n입니다\t."
    assert text.line("two\nlines") == "two lines"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@A1", " =1", "\t=1", "\r\n=1", "＝1"])
def test_cells_are_no_formulas(words):
    assert text.cell(words).startswith("'")


def test_harmless_cells_are_as_they_are():
    assert text.cell("2024-01") == "2024-01"
    assert text.cell("") == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), (0.0, "0"), (41.5, "41.5"), (2.9999999, "3"), (-0.001, "0"), (1 / 3, "0.33"), (100, "100")],
)
def test_numbers_have_no_trailing_zeros_and_unknown_is_empty(value, words):
    assert text.number(value) == words


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("2024000017", "2024000017"),
        ("a.b_c-d", "a.b_c-d"),
        ("홍", "%ED%99%8D"),
        ("a/b~c d", "a%2Fb%7Ec%20d"),
        ("..", "%2E."),
        ("", "%00"),
        ("CON", "%43ON"),
        ("con.x", "%63on.x"),
        ("console", "console"),
    ],
)
def test_names_on_disk_are_percent_encoded(name, safe):
    assert safe_name(name) == safe


def test_different_names_stay_different_even_where_cut():
    long = ["가" * 100 + "a", "가" * 100 + "b"]
    assert len({safe_name(name) for name in long}) == 2
    assert all(len(safe_name(name)) <= 180 for name in long)


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "deep" / "file.txt"
    write_atomic(path, "가")
    assert path.read_bytes() == "가".encode()
    with pytest.raises(UnicodeEncodeError):
        write_atomic(path, "\ud800")
    path.chmod(0o600)
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_atomic(tmp_path / "folder", b"x")
    assert path.read_bytes() == "가".encode()
    assert [one.name for one in path.parent.iterdir()] == ["file.txt"]
    assert not list(tmp_path.glob(".*"))
