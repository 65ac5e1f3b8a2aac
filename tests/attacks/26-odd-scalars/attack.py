"""Lone surrogates, numbers of a hundred thousand digits, bytes, ellipses."""

import itertools

_turn = itertools.cycle((lambda: "\ud800" * 10, lambda: 10**100_000, lambda: b"\0" * 99, lambda: ..., lambda: {(): X_}, lambda: float("nan")))
X_ = {"\ud800": [float("inf")], float("nan"): None}


def relu(X):
    return next(_turn)()
