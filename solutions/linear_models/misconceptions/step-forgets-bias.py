"""Updates the weights and takes the bias for a constant.

task: 1.3
en: W moves, but b is handed back as it came. Is the bias a parameter too?
ko: W는 움직이는데 b는 받은 그대로 나와요. 편향도 학습할 파라미터일까요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1) + b - y.reshape(-1)
    dW = X.T @ dz / len(X)
    return W - lr * dW.reshape(W.shape), b
