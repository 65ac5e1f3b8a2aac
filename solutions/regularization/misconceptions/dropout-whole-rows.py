"""Draws one number per row, so whole examples vanish at once.

task: 3.4
en: Look for rows that are zero from end to end. How many random numbers do you draw for one row?
ko: 처음부터 끝까지 0인 행이 있는지 보세요. 한 행에 난수를 몇 개 뽑고 있나요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(len(X), 1, device=X.device) >= dropout).float()
    return mask * X / (1 - dropout)
