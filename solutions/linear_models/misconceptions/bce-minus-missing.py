"""Forgets that logarithms of probabilities are negative, so that the loss comes out below 0 and would be pushed
down without end.

task: 1.6
en: Your loss is negative, and the better the answer the larger it gets. Which sign does the logarithm of a probability have?
ko: 손실이 음수이고, 답이 좋을수록 오히려 커져요. 확률의 로그는 부호가 무엇일까요?
"""


def binary_cross_entropy(y_hat, y):
    p = y_hat.clamp(1e-7, 1 - 1e-7)
    return (y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
