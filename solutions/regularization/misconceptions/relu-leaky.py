"""Mixes up ReLU and leaky ReLU, which lets a little of every negative value through.

task: 3.1
en: What comes out for -2? Compare it with the definition: how much of a negative value may pass?
ko: -2를 넣으면 무엇이 나오나요? 정의를 보고 음수가 얼마나 통과해도 되는지 확인해 보세요.
"""


def relu(X):
    return torch.where(X > 0, X, 0.01 * X)
