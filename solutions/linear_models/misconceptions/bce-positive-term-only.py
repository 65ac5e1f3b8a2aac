"""Takes the cross-entropy of many classes, where one term per row is left, and overlooks the term for the label 0.

task: 1.6
en: Rows with the label 0 cost nothing, whatever is predicted for them. Which part of the formula is for them?
ko: 라벨이 0인 행은 무엇을 예측하든 손실이 0이에요. 식에서 이 행들을 맡은 부분은 어디일까요?
"""


def binary_cross_entropy(y_hat, y):
    return -(y * torch.log(y_hat.clamp_min(1e-7))).mean()
