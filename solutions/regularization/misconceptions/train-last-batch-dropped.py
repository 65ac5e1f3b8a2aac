"""Makes n // batch_size batches, so the rows that are left over are never used in that epoch.

task: 3.9
en: Take 7 rows in batches of 5. How many rows does your epoch go over?
ko: 행 7개를 5개씩 나눠 보세요. 한 에폭에 행을 몇 개나 쓰고 있나요?
"""


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = (torch.randn(X.shape[1], 1) if w is None else w.clone()).requires_grad_()
    b = (torch.zeros(1) if b is None else b.clone()).requires_grad_()
    train_losses, test_losses = [], []
    for epoch in range(epochs):
        indices = torch.randperm(len(X))
        for i in range(len(X) // batch_size):
            rows = indices[i * batch_size : (i + 1) * batch_size]
            loss = (X[rows] @ w + b - y[rows]) ** 2 / 2
            (loss.mean() + lambd * l2_penalty(w)).backward()
            with torch.no_grad():
                for param in (w, b):
                    param -= lr * param.grad
                    param.grad.zero_()
        with torch.no_grad():
            train_losses.append(_half_mse(w, b, train_data).item())
            test_losses.append(_half_mse(w, b, test_data).item())
    return w, b, train_losses, test_losses
