"""Multiplies the error by a (1 - a), as for a neuron with a sigmoid. The neuron of this task is linear.

task: 1.3
en: Your step shrinks or turns around with the size of the output itself. Which activation does this neuron have, and what is its derivative?
ko: 출력의 크기에 따라 걸음이 줄기도 하고 방향이 바뀌기도 해요. 이 뉴런에는 어떤 활성화 함수가 있고, 그 미분은 무엇일까요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    a = X @ W.reshape(-1) + b
    dz = (a - y.reshape(-1)) * a * (1 - a)
    dW = X.T @ dz / len(X)
    db = dz.mean()
    return W - lr * dW.reshape(W.shape), b - lr * db
