"""A short code for what was handed in, so that a student can compare what was sent with what was graded.

`check --pack` prints it and the graded page repeats it.
"""

# Crockford's base 32: no I, L, O or U, so that a code read aloud or written down comes back the same.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS = 8  # 40 bits: two different hand-ins of one class never share a code by chance


def receipt(sha256: str) -> str:
    """A code such as `K7QF-2M9D` for a SHA-256 in hex. Raises `ValueError` where it is none."""
    if len(sha256) != 64:
        raise ValueError("a SHA-256 has 64 hex digits")
    number = int(sha256, 16) >> (256 - 5 * _LETTERS)
    letters = [_ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(_LETTERS))]
    return "".join(letters[:4]) + "-" + "".join(letters[4:])
