"""Takes the L2 loss to be the L2 norm of the errors, and so adds a square root.

task: 3.2
en: Double all errors: this loss should then be four times as large. Is yours a loss or a distance?
ko: 오차를 모두 2배로 하면 이 손실은 4배가 되어야 해요. 지금 구한 것은 손실인가요, 거리인가요?
"""


def l2_loss(y_hat, y):
    return torch.sqrt(((y - y_hat) ** 2).sum())
