"""This is plain ReLU: negative values become 0, and negative_slope plays no role.

task: 4.2
en: What does your function give for -2, and how steep is it there? Leaky ReLU lets a little through on the negative side.
ko: -2를 넣으면 무엇이 나오고, 그 자리에서 기울기는 얼마인가요? Leaky ReLU는 음수 쪽으로도 신호를 조금 흘려보내요.
"""


def leaky_relu(x, negative_slope=0.01):
    return torch.clamp(x, min=0)
