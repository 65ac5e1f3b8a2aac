"""Moves the weights by the mean error, as the bias. Overlooks the chain rule through the product of weight and
input.

task: 1.3
en: Every weight moves just as the bias does, whatever its input was. How does the output change when one weight changes a little?
ko: 입력이 얼마이든 모든 가중치가 편향과 똑같이 움직여요. 가중치 하나를 조금 바꾸면 출력은 얼마나 바뀔까요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1) + b - y.reshape(-1)
    return W - lr * dz.mean(), b - lr * dz.mean()
