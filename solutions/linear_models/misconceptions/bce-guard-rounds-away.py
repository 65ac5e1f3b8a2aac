"""Guards the probability with 1e-8, as the slides do. Overlooks that in float32 this is lost beside a 1.

task: 1.6
en: Your guard works near 0 but not at 1. Compute 1 - 1e-8 in float32 and look closely.
ko: 0 근처에서는 보호가 되는데 1에서는 되지 않아요. float32로 1 - 1e-8을 계산해서 자세히 들여다보세요.
"""


def binary_cross_entropy(y_hat, y):
    p = y_hat.clamp(1e-8, 1 - 1e-8)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
