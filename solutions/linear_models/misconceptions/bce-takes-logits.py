"""Reaches for the function with logits, believing that it is the same with more care. It applies a sigmoid of its
own.

task: 1.6
en: Even a perfect answer keeps a loss of more than 0.3. Are your inputs probabilities already, and what does the function you call expect?
ko: 완벽한 답이어도 손실이 0.3 넘게 남아요. 입력은 이미 확률인데, 지금 부르는 함수는 무엇을 기대할까요?
"""


def binary_cross_entropy(y_hat, y):
    return nn.functional.binary_cross_entropy_with_logits(y_hat, y)
