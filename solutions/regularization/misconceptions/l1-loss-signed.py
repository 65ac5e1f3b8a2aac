"""Adds up the errors with their signs, so that one too high and one too low cancel.

task: 3.2
en: One prediction is 3 too high, another 3 too low. Is that model perfect, as your loss says?
ko: 예측 하나는 3만큼 크고 다른 하나는 3만큼 작아요. 지금 손실이 말하는 것처럼 완벽한 모델일까요?
"""


def l1_loss(y_hat, y):
    return (y - y_hat).sum()
