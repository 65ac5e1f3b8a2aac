"""Divides by the batch size in the step although the loss is a mean already.

task: 3.9
en: Your steps are too short, and the more rows a batch has the shorter. How often do you divide by the batch size?
ko: 걸음이 너무 짧고, 배치가 클수록 더 짧아져요. 배치 크기로 몇 번 나누고 있나요?
"""


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = (torch.randn(X.shape[1], 1) if w is None else w.clone()).requires_grad_()
    b = (torch.zeros(1) if b is None else b.clone()).requires_grad_()
    train_losses, test_losses = [], []
    for epoch in range(epochs):
        for rows in torch.randperm(len(X)).split(batch_size):
            loss = (X[rows] @ w + b - y[rows]) ** 2 / 2
            (loss.mean() + lambd * l2_penalty(w)).backward()
            with torch.no_grad():
                for param in (w, b):
                    param -= lr * param.grad / len(rows)
                    param.grad.zero_()
        with torch.no_grad():
            train_losses.append(_half_mse(w, b, train_data).item())
            test_losses.append(_half_mse(w, b, test_data).item())
    return w, b, train_losses, test_losses
