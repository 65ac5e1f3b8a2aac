"""Writes w = w - ..., which makes a new tensor that is no leaf, so its gradient is None at the second step.

task: 3.9
en: One step works, the second fails: what has w.grad become? Look at w.is_leaf before and after the first step.
ko: 첫 걸음은 되는데 두 번째에서 오류가 나요. w.grad가 무엇이 되었나요? 첫 걸음 전과 후에 w.is_leaf를 확인해 보세요.
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
            w = w - lr * w.grad
            b = b - lr * b.grad
        with torch.no_grad():
            train_losses.append(_half_mse(w, b, train_data).item())
            test_losses.append(_half_mse(w, b, test_data).item())
    return w, b, train_losses, test_losses
