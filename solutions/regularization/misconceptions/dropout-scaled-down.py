"""Multiplies the survivors by 1 - p, as classic dropout does when the model is used, where training has to make up for the loss.

task: 3.4
en: Part of the sum is gone, and the survivors shrink as well. In which direction must they change for the mean to stay?
ko: 합이 이미 줄었는데 남은 값까지 작아져요. 평균이 그대로이려면 남은 값은 어느 쪽으로 바뀌어야 할까요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    mask = (torch.rand(X.shape, device=X.device) >= dropout).float()
    return mask * X * (1 - dropout)
