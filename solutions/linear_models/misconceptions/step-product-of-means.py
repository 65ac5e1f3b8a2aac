"""Averages inputs and errors separately, believing that the mean of a product is the product of the means.

task: 1.3
en: With one row all is right, with several W is off. Is the mean of products the same as the product of two means?
ko: 행이 하나면 맞는데 여럿이면 W가 어긋나요. 곱한 것의 평균과 평균끼리 곱한 것은 같을까요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1) + b - y.reshape(-1)
    dW = X.mean(dim=0) * dz.mean()
    db = dz.mean()
    return W - lr * dW.reshape(W.shape), b - lr * db
