"""Penalises b like w, although only the weights are to be held back.

task: 3.9
en: Take data whose gradient is 0 and watch b. Which of the two parameters does the task's penalty name?
ko: 데이터의 기울기를 0으로 두고 b를 지켜보세요. 과제의 페널티에는 두 파라미터 중 어느 것이 들어 있나요?
"""


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = (torch.randn(X.shape[1], 1) if w is None else w.clone()).requires_grad_()
    b = (torch.zeros(1) if b is None else b.clone()).requires_grad_()
    train_losses, test_losses = [], []
    for epoch in range(epochs):
        for rows in torch.randperm(len(X)).split(batch_size):
            loss = (X[rows] @ w + b - y[rows]) ** 2 / 2
            (loss.mean() + lambd * (l2_penalty(w) + l2_penalty(b))).backward()
            with torch.no_grad():
                for param in (w, b):
                    param -= lr * param.grad
                    param.grad.zero_()
        with torch.no_grad():
            train_losses.append(_half_mse(w, b, train_data).item())
            test_losses.append(_half_mse(w, b, test_data).item())
    return w, b, train_losses, test_losses
