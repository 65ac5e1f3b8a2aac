"""A list in a list in a list, a hundred thousand deep, and one that holds itself."""

def relu(X):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    loop = []
    loop.append(loop)
    return deep if X.ndim == 1 else loop
