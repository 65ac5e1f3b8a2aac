"""Believes that `W -= ...` is short for `W = W - ...`. For tensors it writes into the tensor of the caller.

task: 1.3
en: The new values are right, but the W and b that were handed in have moved along. Which operator writes into a tensor instead of making a new one?
ko: 새 값은 맞지만 넘겨받은 W와 b까지 같이 움직였어요. 새 텐서를 만들지 않고 원래 있던 텐서를 고쳐 쓰는 연산자는 무엇일까요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1) + b - y.reshape(-1)
    W -= lr * (X.T @ dz / len(X)).reshape(W.shape)
    b -= lr * dz.mean()
    return W, b
