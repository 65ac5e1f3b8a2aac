"""Takes one random batch per epoch instead of going through all rows.

task: 3.9
en: Count the steps of one epoch with 20 rows in batches of 5. Does every row get its turn?
ko: 행이 20개이고 배치가 5개씩이면 한 에폭에 몇 걸음을 가나요? 모든 행의 차례가 오나요?
"""


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = (torch.randn(X.shape[1], 1) if w is None else w.clone()).requires_grad_()
    b = (torch.zeros(1) if b is None else b.clone()).requires_grad_()
    train_losses, test_losses = [], []
    for epoch in range(epochs):
        rows = torch.randperm(len(X))[:batch_size]
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
