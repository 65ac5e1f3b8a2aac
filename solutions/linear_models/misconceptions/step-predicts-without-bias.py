"""Computes the output from the weights alone and brings the bias in only when it is updated.

task: 1.3
en: Your error stays the same when b changes. Is everything that belongs to the neuron's output in it?
ko: b를 바꿔도 오차가 그대로예요. 뉴런의 출력에 들어갈 것이 모두 들어 있나요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1) - y.reshape(-1)
    dW = X.T @ dz / len(X)
    db = dz.mean()
    return W - lr * dW.reshape(W.shape), b - lr * db
