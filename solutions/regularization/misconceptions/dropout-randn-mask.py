"""Draws the mask with randn, a bell curve, where a number that is uniform in [0, 1] has to be compared with p.

task: 3.4
en: Count the zeros at dropout = 0.1. Which distribution do your random numbers come from, and how many of them lie below 0.1?
ko: dropout = 0.1일 때 0이 몇 개인지 세어 보세요. 난수는 어떤 분포에서 나왔고, 그중 0.1보다 작은 것은 얼마나 될까요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    if dropout == 0:
        return X
    mask = (torch.randn(X.shape, device=X.device) > dropout).float()
    return mask * X / (1 - dropout)
