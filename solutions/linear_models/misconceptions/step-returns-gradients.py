"""Takes the gradients for the result, and leaves the step itself to the caller.

task: 1.3
en: What you return are the slopes, not the place that one reaches by following them. What does the function promise?
ko: 지금 돌려주는 것은 기울기이지, 기울기를 따라가서 도착한 곳이 아니에요. 함수가 무엇을 돌려주기로 했나요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1) + b - y.reshape(-1)
    dW = X.T @ dz / len(X)
    db = dz.mean()
    return dW.reshape(W.shape), db.reshape(b.shape)
