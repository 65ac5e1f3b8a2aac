"""Counts the penalty without its half (lambda times the squared norm, or 0.5 + lambda times it), so w decays twice as fast.

task: 3.9
en: Where the gradient of the data is 0, by which factor should w shrink in one step, and by which does yours?
ko: 데이터의 기울기가 0이라면 한 걸음에 w가 몇 배로 줄어야 하나요? 실제로는 몇 배로 줄어드나요?
"""


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = (torch.randn(X.shape[1], 1) if w is None else w.clone()).requires_grad_()
    b = (torch.zeros(1) if b is None else b.clone()).requires_grad_()
    train_losses, test_losses = [], []
    for epoch in range(epochs):
        for rows in torch.randperm(len(X)).split(batch_size):
            loss = (X[rows] @ w + b - y[rows]) ** 2 / 2
            (loss.mean() + lambd * (w**2).sum()).backward()
            with torch.no_grad():
                for param in (w, b):
                    param -= lr * param.grad
                    param.grad.zero_()
        with torch.no_grad():
            train_losses.append(_half_mse(w, b, train_data).item())
            test_losses.append(_half_mse(w, b, test_data).item())
    return w, b, train_losses, test_losses
