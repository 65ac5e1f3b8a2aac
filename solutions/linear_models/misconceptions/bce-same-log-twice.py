"""Writes the same logarithm in both terms, so that the label no longer matters.

task: 1.6
en: Your loss is the same whatever the labels are. What is the probability of the answer 0, if y_hat is that of the answer 1?
ko: 라벨이 무엇이든 손실이 똑같아요. y_hat이 답이 1일 확률이라면, 답이 0일 확률은 무엇일까요?
"""


def binary_cross_entropy(y_hat, y):
    log_p = torch.log(y_hat.clamp(1e-7, 1 - 1e-7))
    return -(y * log_p + (1 - y) * log_p).mean()
