"""A receipt is short, readable and follows the content."""

import hashlib
import re

import pytest

from grader.receipt import receipt


def test_a_receipt_is_the_first_40_bits_in_crockfords_base_32():
    assert receipt("0" * 64) == "0000-0000"
    assert receipt("f" * 64) == "ZZZZ-ZZZZ"
    assert receipt("f8" + "0" * 62) == "Z000-0000"
    assert receipt("00000000" + "01" + "0" * 54) == "0000-0001"
    assert receipt("0" * 10 + "f" * 54) == "0000-0000"


def test_receipts_of_different_files_differ_and_are_easy_to_read():
    codes = {receipt(hashlib.sha256(bytes([n])).hexdigest()) for n in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code) for code in codes)


@pytest.mark.parametrize("wrong", ["", "abc", "g" * 64])
def test_what_is_no_sha256_is_refused(wrong: str):
    with pytest.raises(ValueError, match=r"hex|64|base 16"):
        receipt(wrong)
