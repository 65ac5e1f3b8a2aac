"""Makes the mask with torch.rand(X.shape) as on the slides, which puts it on the CPU wherever X is.

task: 3.4
en: On the CPU all is well. Where is your mask when X is on a GPU?
ko: CPU에서는 아무 문제가 없어요. X가 GPU에 있을 때 마스크는 어디에 있나요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    if dropout == 0:
        return X
    mask = (torch.rand(X.shape) > dropout).float()
    return mask * X / (1.0 - dropout)
