"""Calls mean() without a dimension, so that rows and features are averaged into one number.

task: 1.3
en: With one feature this is right; with two, both weights move by the same amount. What does your mean average over?
ko: 특성이 하나면 맞는데 둘이면 두 가중치가 똑같이 움직여요. 지금 평균은 무엇에 대해 내고 있나요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1, 1) + b - y.reshape(-1, 1)
    dW = (X * dz).mean()
    db = dz.mean()
    return W - lr * dW, b - lr * db
