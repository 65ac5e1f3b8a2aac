"""Divides by p, the probability of being dropped, where that of being kept belongs.

task: 3.4
en: At dropout = 0.1 nearly everything survives. Should the survivors grow a little or tenfold?
ko: dropout = 0.1이면 거의 다 살아남아요. 남은 값은 조금만 커져야 할까요, 10배가 되어야 할까요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    if dropout == 0:
        return X
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / dropout
