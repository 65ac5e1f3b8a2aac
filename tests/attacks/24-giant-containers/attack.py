"""Lists, dicts and strings without end."""

import itertools

_turn = itertools.cycle(
    (lambda: list(range(300_000)), lambda: dict.fromkeys(range(300_000)), lambda: "x" * (50 << 20), lambda: itertools.count())
)


def relu(X):
    return next(_turn)()
