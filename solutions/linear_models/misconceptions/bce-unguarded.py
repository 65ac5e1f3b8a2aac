"""Translates the formula as it stands. Overlooks that a probability can be exactly 0 or 1, where the logarithm is
infinite.

task: 1.6
en: Fine in between, but NaN or infinite where a probability is exactly 0 or 1. What is the logarithm there, and what is 0 times that?
ko: 중간 값은 괜찮은데 확률이 정확히 0이나 1이면 NaN이나 무한대가 나와요. 거기서 로그는 얼마이고, 거기에 0을 곱하면 어떻게 될까요?
"""


def binary_cross_entropy(y_hat, y):
    return -(y * torch.log(y_hat) + (1 - y) * torch.log(1 - y_hat)).mean()
