"""Draws one mask for the units of a row and lets broadcasting use it for every row of the batch.

task: 3.4
en: Are the zeros in the same columns of every row? How many random numbers does a batch of n rows need?
ko: 모든 행에서 같은 열이 0인가요? 행이 n개인 배치에는 난수가 몇 개 필요할까요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape[-1], device=X.device) >= dropout).float()
    return mask * X / (1 - dropout)
