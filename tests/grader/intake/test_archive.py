"""Archives: what comes out is what went in, and nothing an archive claims is believed."""

import io
import stat
import struct
import tarfile
import unicodedata
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.archive import STUDENT, ArchiveLimits, decode_name, open_archive, stem
from grader.intake.tree import File, Unreadable, walk

SMALL = ArchiveLimits(entries=10, total_bytes=10_000, ratio=50, ratio_from_bytes=1_000, tar_bytes=10_000)


def zipped(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def opened(data, limits=STUDENT, name="hw.zip"):
    folder = open_archive(File(name, len(data), lambda: io.BytesIO(data)), limits)
    return {path: file.read(1 << 20) for path, file in walk(folder)}


def with_raw_names(names):
    """A zip as Windows writes it: names are the given bytes, and no flag says what they are."""
    places = {f"{i:04d}".ljust(len(raw), "_")[: len(raw)]: raw for i, raw in enumerate(names)}
    data = zipped(dict.fromkeys(places, b"x"))
    for place, raw in places.items():
        data = data.replace(place.encode(), raw)
    return data


hangul = st.text(alphabet=[chr(c) for c in range(0xAC00, 0xD7A4)], min_size=4, max_size=12)
# Hangul that CP949 holds as single codes, as Korean Windows does.
words = st.text(
    alphabet=st.characters(min_codepoint=0x21, max_codepoint=0xD7A3, exclude_characters="/\\.:~"), min_size=1
)


@given(hangul)
def test_cp949_names_come_back(name):
    assert decode_name(name.encode("cp949")) == name
    assert list(opened(with_raw_names([name.encode("cp949")]))) == [name]


@given(hangul)
def test_utf8_names_without_a_flag_come_back(name):
    for form in ("NFC", "NFD"):
        raw = unicodedata.normalize(form, name).encode()
        assert decode_name(raw) == name


@given(words, st.sampled_from(["NFC", "NFD"]))
def test_flagged_names_come_back_composed(name, form):
    name = f"x{name}"
    files = opened(zipped({unicodedata.normalize(form, name): b"x"}))
    assert list(files) == [unicodedata.normalize("NFC", name)]


@given(st.binary(min_size=1, max_size=30))
def test_any_name_decodes_to_something(raw):
    assert unicodedata.is_normalized("NFC", decode_name(raw))


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}\.py)", fullmatch=True), st.binary(max_size=200), max_size=5)
)
def test_what_went_in_comes_out(files):
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert opened(zipped(files, method)) == files


FILES = {"layers.py": b"def relu(X): return X\n" * 20, "mlp.py": b"y = 2\n"}


def tarred(files, mode):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("good", [zipped(FILES), tarred(FILES, "w:gz"), tarred(FILES, "w:xz"), tarred(FILES, "w")])
@given(st.data())
def test_a_damaged_archive_raises_nothing_but_a_refusal(good, data):
    """Whatever bytes are changed to: contents of no more than there were, or one clear refusal."""
    broken = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        found = opened(bytes(broken))
        assert sum(map(len, found.values())) <= 100 * len(good)


@given(st.data())
def test_a_damaged_zip_never_gives_other_contents(data):
    broken = bytearray(zipped(FILES))
    broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        assert set(opened(bytes(broken)).values()) <= set(FILES.values())


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (zipped({f"f{i}": b"" for i in range(11)}), "more than 10"),
        (zipped({"a": b"0123456789" * 2_000}, zipfile.ZIP_STORED), "far more"),
        (zipped({"a": b"0" * 5_000}), "far more"),
        (zipped({"a" * 2_000: b""}), "damaged"),
        (b"PK\x05\x06" + bytes(8) + struct.pack("<I", 1 << 30) + bytes(6), "more than 10"),
    ],
)
def test_bounds_on_count_size_ratio_and_names(data, word):
    with pytest.raises(Unreadable, match=word):
        opened(data, SMALL)


@pytest.mark.parametrize("name", [".", "/.", "./"])
@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFREG, stat.S_IFDIR])
def test_an_entry_that_names_the_archive_itself_is_none(name, kind):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = (kind | 0o777) << 16
        archive.writestr(info, "x")
        archive.writestr("layers.py", "X = 1")
    with suppress(Unreadable):  # a path that starts with a slash leads out
        assert opened(out.getvalue()) == {"layers.py": b"X = 1"}


def test_a_size_that_lies_is_found_out():
    data = bytearray(zipped({"a.py": b"0" * 500_000}))
    directory = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)
    with pytest.raises(Unreadable, match="damaged"):
        opened(bytes(data))


def test_unusual_methods_are_named():
    with pytest.raises(Unreadable, match="unusual method"):
        opened(zipped({"a.py": b"x"}, zipfile.ZIP_LZMA))


def test_an_archive_held_in_another_is_read_once():
    reads = []

    def again():
        reads.append(1)
        return io.BytesIO(zipped({"a.py": b"1", "b.py": b"2"}))

    size = len(again().getvalue())
    files = [file.read(10) for _, file in walk(open_archive(File("hw.zip", size, again), STUDENT))]
    assert files == [b"1", b"2"]
    assert len(reads) == 2  # the one above, and one


@pytest.mark.parametrize(
    ("name", "expected"),
    [("kim.tar.gz", "kim"), ("kim.ZIP", "kim"), ("kim.2024.zip", "kim.2024"), ("kim", "kim"), (".zip", ".zip")],
)
def test_stems(name, expected):
    assert stem(name) == expected


def test_more_than_the_limit_is_not_read():
    file = File("layers.py", 3, lambda: io.BytesIO(b"x" * (2 << 20)))
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        file.read(1 << 20)
