"""Differentiates (a - y)^2 and overlooks that the loss of this task has a factor in front.

task: 1.3
en: Your step is exactly twice as long as it should be. Which loss does this task differentiate, and what is the factor in front of it good for?
ko: 걸음이 딱 두 배로 길어요. 이 과제에서 미분하는 손실은 무엇이고, 그 앞에 붙은 계수는 무슨 일을 할까요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    error = X @ W.reshape(-1) + b - y.reshape(-1)
    dW = 2 * X.T @ error / len(X)
    db = 2 * error.mean()
    return W - lr * dW.reshape(W.shape), b - lr * db
