"""Adds the gradient, believing that one follows it. Overlooks that the gradient points uphill.

task: 1.3
en: The step has the right length but the opposite direction, so the loss grows. Look at the sign of dz and at the sign in front of lr together.
ko: 걸음의 길이는 맞는데 방향이 반대라서 손실이 커져요. dz의 부호와 lr 앞의 부호를 함께 살펴보세요.
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1) + b - y.reshape(-1)
    dW = X.T @ dz / len(X)
    db = dz.mean()
    return W + lr * dW.reshape(W.shape), b + lr * db
