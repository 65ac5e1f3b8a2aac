"""Overlooks that the factor divides by zero at dropout = 1, where 0 / 0 gives nan and not 0.

task: 3.4
en: Go through your formula step by step for dropout = 1. What does it divide by what?
ko: dropout = 1일 때 식을 한 단계씩 따라가 보세요. 무엇을 무엇으로 나누게 되나요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    mask = (torch.rand(X.shape, device=X.device) >= dropout).float()
    return mask * X / (1 - dropout)
