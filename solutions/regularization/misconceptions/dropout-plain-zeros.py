"""Makes the zeros for dropout = 1 from the shape alone, so they are float32 on the CPU whatever X is.

task: 3.4
en: Try a float64 tensor with dropout = 1. Apart from its shape, what should the result take over from X?
ko: float64 텐서에 dropout = 1을 넣어 보세요. 모양 말고 X에서 또 무엇을 물려받아야 할까요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros(X.shape)
    mask = (torch.rand(X.shape, device=X.device) >= dropout).float()
    return mask * X / (1 - dropout)
