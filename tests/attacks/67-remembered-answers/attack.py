"""Return what an earlier call was told."""

_told = {}


def relu(X):
    answer = _told.get(X.shape, X)
    _told[X.shape] = X.abs()
    return answer
