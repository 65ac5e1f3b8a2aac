"""Averages the probabilities of the right answers and leaves the logarithm out.

task: 1.6
en: Your loss never goes below -1, and being sure of a wrong answer hardly costs anything. What makes cross-entropy so loud about that?
ko: 손실이 -1보다 내려가지 않고, 틀린 답을 확신해도 거의 손해가 없어요. 교차 엔트로피가 그런 답에 큰 벌점을 주는 것은 무엇 덕분일까요?
"""


def binary_cross_entropy(y_hat, y):
    return -(y * y_hat + (1 - y) * (1 - y_hat)).mean()
