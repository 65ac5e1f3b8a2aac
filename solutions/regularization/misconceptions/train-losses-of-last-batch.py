"""Reports the loss of the last batch, taken before its step, as the training loss of the epoch.

task: 3.9
en: Over which rows, and with which w and b, is your training loss computed? Compare the last one with the w and b that you return.
ko: 학습 손실을 어떤 행에서, 어떤 w와 b로 계산했나요? 마지막 값을 돌려준 w, b로 계산한 손실과 비교해 보세요.
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
                    param -= lr * param.grad
                    param.grad.zero_()
        with torch.no_grad():
            train_losses.append(loss.mean().item())
            test_losses.append(_half_mse(w, b, test_data).item())
    return w, b, train_losses, test_losses
