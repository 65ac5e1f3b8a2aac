"""Computes the labels exactly and overlooks that data are never exact.

task: 3.9
en: Compare your y with X w + b: is there any difference at all?
ko: y를 X w + b와 비교해 보세요. 차이가 조금이라도 있나요?
"""


def synthetic_data(w, b, n):
    X = torch.normal(0, 1, (n, len(w)))
    y = X @ w + b
    return X, y
