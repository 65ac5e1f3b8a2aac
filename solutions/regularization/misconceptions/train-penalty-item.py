"""Adds the penalty as a plain number: the loss looks right, but no gradient comes from it, as if lambda were 0.

task: 3.9
en: Train with lambda = 0 and with lambda = 3 from the same start. Does w end up anywhere else? Autograd has to see the penalty.
ko: 같은 시작점에서 lambda = 0과 lambda = 3으로 학습해 보세요. w가 다른 곳에 도착하나요? autograd가 페널티를 볼 수 있어야 해요.
"""


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = (torch.randn(X.shape[1], 1) if w is None else w.clone()).requires_grad_()
    b = (torch.zeros(1) if b is None else b.clone()).requires_grad_()
    train_losses, test_losses = [], []
    for epoch in range(epochs):
        for rows in torch.randperm(len(X)).split(batch_size):
            loss = (X[rows] @ w + b - y[rows]) ** 2 / 2
            (loss.mean() + lambd * l2_penalty(w).item()).backward()
            with torch.no_grad():
                for param in (w, b):
                    param -= lr * param.grad
                    param.grad.zero_()
        with torch.no_grad():
            train_losses.append(_half_mse(w, b, train_data).item())
            test_losses.append(_half_mse(w, b, test_data).item())
    return w, b, train_losses, test_losses
