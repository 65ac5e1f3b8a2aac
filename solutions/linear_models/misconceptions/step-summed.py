"""Adds up the gradients of all rows and overlooks that the loss is an average.

task: 1.3
en: The more rows there are, the longer your step gets. What does this task do with the gradients of the single rows?
ko: 행이 많아질수록 걸음이 길어져요. 이 과제에서는 행마다 구한 기울기를 어떻게 모으나요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1) + b - y.reshape(-1)
    dW = X.T @ dz
    db = dz.sum()
    return W - lr * dW.reshape(W.shape), b - lr * db
