"""Subtracts the gradients as they are and overlooks the learning rate.

task: 1.3
en: Your step is equally long for every lr. Where should the learning rate come in?
ko: lr을 바꿔도 걸음의 길이가 똑같아요. 학습률은 어디에 들어가야 할까요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1) + b - y.reshape(-1)
    dW = X.T @ dz / len(X)
    db = dz.mean()
    return W - dW.reshape(W.shape), b - db
