"""Adds noise from N(0, 1), as large as the inputs themselves.

task: 3.9
en: How far is your y from X w + b, and how far should it be on average?
ko: y가 X w + b에서 얼마나 떨어져 있나요? 평균적으로 얼마나 떨어져야 할까요?
"""


def synthetic_data(w, b, n):
    X = torch.normal(0, 1, (n, len(w)))
    y = X @ w + b
    y += torch.randn(y.shape)
    return X, y
