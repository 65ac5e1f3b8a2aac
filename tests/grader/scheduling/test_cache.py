"""The cache: a result is there for the same inputs only, and a damaged one is simply not there."""

from pathlib import Path

import msgspec
import pytest

from grader.scheduling.cache import Cache, key, source_digest


class Entry(msgspec.Struct, frozen=True):
    name: str
    score: float


def test_what_is_stored_is_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "made" / "at first use", Entry)
    assert cache.get("k") is None
    cache.put("k", Entry("a", 1.5))
    cache.put("k", Entry("가", 2.5))
    assert Cache(tmp_path / "made" / "at first use", Entry).get("k") == Entry("가", 2.5)
    assert cache.get("other") is None
    assert [path.name for path in (tmp_path / "made" / "at first use").iterdir()] == ["k.json"]


@pytest.mark.parametrize(
    "damaged", [b"", b"{", b"null", b"[]", b"\xff\xfe", b'{"name": 1, "score": 2}', b'{"name": "a"}', bytes(100)]
)
def test_a_damaged_entry_counts_as_absent(tmp_path: Path, damaged: bytes) -> None:
    cache = Cache(tmp_path, Entry)
    cache.put("k", Entry("a", 1.0))
    (tmp_path / "k.json").write_bytes(damaged)
    assert cache.get("k") is None
    cache.put("k", Entry("b", 2.0))
    assert cache.get("k") == Entry("b", 2.0)


def test_every_truncation_counts_as_absent(tmp_path: Path) -> None:
    cache = Cache(tmp_path, Entry)
    cache.put("k", Entry("a", 1.0))
    whole = (tmp_path / "k.json").read_bytes()
    for end in range(len(whole)):
        (tmp_path / "k.json").write_bytes(whole[:end])
        assert cache.get("k") is None


def test_an_entry_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "k.json").mkdir()
    assert Cache(tmp_path, Entry).get("k") is None


def test_borders_and_order_of_a_key_count() -> None:
    parts = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], ["c", "ab"], [], [""], ["ab", "c", ""],
             ["a\0b"], ["a", "b"], ["가"], ["ㄱㅏ"]]  # fmt: skip
    assert len({key(part) for part in parts}) == len(parts)
    assert key(iter(["ab", "c"])) == key(["ab", "c"])


def test_the_digest_of_sources(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "a.py").write_text("a = 1\n")
    (tmp_path / "b.py").write_text("b = 1\n")
    before = source_digest(tmp_path)
    (tmp_path / "notes.txt").write_text("no source")
    assert source_digest(tmp_path) == before
    (tmp_path / "room" / "a.py").write_text("a = 2\n")
    changed = source_digest(tmp_path)
    (tmp_path / "room" / "a.py").rename(tmp_path / "room" / "c.py")
    assert len({before, changed, source_digest(tmp_path)}) == 3
