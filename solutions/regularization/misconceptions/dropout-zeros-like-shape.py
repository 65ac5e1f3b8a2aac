"""Mixes up zeros and zeros_like: one wants a shape, the other a tensor. It shows only in the branch for dropout = 1.

task: 3.4
en: Only dropout = 1 fails, in a line that no other rate runs. What does zeros_like want to be given?
ko: 다른 확률에서는 실행되지 않는 줄이라 dropout = 1일 때만 오류가 나요. zeros_like에는 무엇을 넣어야 하나요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X.shape)
    mask = (torch.rand(X.shape, device=X.device) >= dropout).float()
    return mask * X / (1 - dropout)
