"""Flattens y and subtracts it from a column of predictions, which makes a table of every prediction against every label.

task: 3.9
en: Print the shape of the loss of one batch. How many errors does a batch of n rows have?
ko: 배치 하나의 손실 모양을 출력해 보세요. 행이 n개인 배치에는 오차가 몇 개 있어야 하나요?
"""


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = (torch.randn(X.shape[1], 1) if w is None else w.clone()).requires_grad_()
    b = (torch.zeros(1) if b is None else b.clone()).requires_grad_()
    train_losses, test_losses = [], []
    for epoch in range(epochs):
        for rows in torch.randperm(len(X)).split(batch_size):
            loss = (X[rows] @ w + b - y[rows].reshape(-1)) ** 2 / 2
            (loss.mean() + lambd * l2_penalty(w)).backward()
            with torch.no_grad():
                for param in (w, b):
                    param -= lr * param.grad
                    param.grad.zero_()
        with torch.no_grad():
            train_losses.append(_half_mse(w, b, train_data).item())
            test_losses.append(_half_mse(w, b, test_data).item())
    return w, b, train_losses, test_losses
