"""Guards the probabilities in place. Overlooks that they belong to the caller.

task: 1.6
en: The loss is right, but the probabilities that were handed in are no longer the same. Where do you put the guarded values?
ko: 손실은 맞지만 넘겨받은 확률이 바뀌어 버렸어요. 범위를 조정한 값을 어디에 두고 있나요?
"""


def binary_cross_entropy(y_hat, y):
    y_hat.data.clamp_(1e-7, 1 - 1e-7)
    return -(y * torch.log(y_hat) + (1 - y) * torch.log(1 - y_hat)).mean()
