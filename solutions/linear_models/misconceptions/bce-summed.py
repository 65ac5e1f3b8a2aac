"""Adds up over all elements, as the likelihood does, and overlooks that this task averages.

task: 1.6
en: Your loss grows with the number of elements. What does this task do with the single terms at the end?
ko: 원소가 많을수록 손실이 커져요. 이 과제에서는 마지막에 항들을 어떻게 모으나요?
"""


def binary_cross_entropy(y_hat, y):
    p = y_hat.clamp(1e-7, 1 - 1e-7)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).sum()
