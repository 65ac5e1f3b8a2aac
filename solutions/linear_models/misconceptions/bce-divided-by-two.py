"""Divides by 2 because there are two classes (or two terms), where the mean is over the elements.

task: 1.6
en: With two elements your loss is right, with any other number it is not. Where does your divisor come from?
ko: 원소가 두 개일 때만 맞고 다른 개수에서는 틀려요. 나누는 수는 어디에서 왔나요?
"""


def binary_cross_entropy(y_hat, y):
    p = y_hat.clamp(1e-7, 1 - 1e-7)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).sum() / 2
