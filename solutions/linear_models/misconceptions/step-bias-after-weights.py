"""Moves the weights first and measures the error again for the bias. Overlooks that both gradients belong to the
same point.

task: 1.3
en: W is right and b is slightly off, the more so the larger lr is. With which W was the error measured that moves b?
ko: W는 맞는데 b가 조금 어긋나고, lr이 클수록 더 어긋나요. b를 움직이는 오차는 어느 W로 잰 것인가요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1) + b - y.reshape(-1)
    W = W - lr * (X.T @ dz / len(X)).reshape(W.shape)
    dz = X @ W.reshape(-1) + b - y.reshape(-1)
    b = b - lr * dz.mean()
    return W, b
