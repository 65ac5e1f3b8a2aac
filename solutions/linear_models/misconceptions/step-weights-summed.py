"""Takes the matrix product for a mean. Overlooks that it adds over the rows, while the bias is averaged.

task: 1.3
en: b moves as it should, but W goes too far, and farther with more rows. Do you collect the rows in the same way for both?
ko: b는 제대로 움직이는데 W는 너무 멀리 가고, 행이 많을수록 더 멀리 가요. 두 기울기에서 행을 같은 방법으로 모으고 있나요?
"""


def gradient_step(x, y, W, b, lr):
    X = x.reshape(len(x), -1)
    dz = X @ W.reshape(-1) + b - y.reshape(-1)
    dW = X.T @ dz
    db = dz.mean()
    return W - lr * dW.reshape(W.shape), b - lr * db
