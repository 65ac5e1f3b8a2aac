"""Keeps the outputs as a column and subtracts the targets as they come. Overlooks that a column minus a flat
vector is a table of all pairs.

task: 1.3
en: It works when y has the shape (n, 1), and not when it has the shape (n,). Print the shape of a - y: does each output meet its own target alone?
ko: y의 모양이 (n, 1)이면 되는데 (n,)이면 안 돼요. a - y의 모양을 출력해 보세요. 출력마다 자기 정답 하나하고만 짝이 되나요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1, 1) + b - y
    dW = (X.T @ dz).sum(1) / dz.numel()
    db = dz.mean()
    return W - lr * dW.reshape(W.shape), b - lr * db
