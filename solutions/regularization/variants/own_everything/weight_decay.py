import torch


def synthetic_data(w, b, n):
    rows, labels = [], []
    for _ in range(n):
        x = torch.randn(w.shape[0])
        rows.append(x)
        labels.append((x * w.reshape(-1)).sum() + b + 0.01 * torch.randn(()))
    return torch.stack(rows), torch.stack(labels).reshape(n, 1)


def half_mse(data, w, b):
    X, y = data
    r = X @ w + b - y
    return float((r * r).sum() / (2 * len(r)))


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = torch.randn(X.shape[1], 1) if w is None else w.clone()
    b = torch.zeros(1) if b is None else b.clone()
    train_losses, test_losses = [], []
    for _ in range(epochs):
        for start in range(0, len(X), batch_size):  # gradients by hand, rows in order
            Xb, yb = X[start : start + batch_size], y[start : start + batch_size]
            r = Xb @ w + b - yb
            dw = Xb.T @ r / len(Xb) + lambd * w
            db = r.mean()
            w = w - lr * dw
            b = b - lr * db
        train_losses.append(half_mse(train_data, w, b))
        test_losses.append(half_mse(test_data, w, b))
    return w, b, train_losses, test_losses


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = torch.randn(X.shape[1], 1) if w is None else w.clone()
    b = torch.zeros(1) if b is None else b.clone()
    w, b = w.requires_grad_(), b.requires_grad_()
    for_w = torch.optim.SGD([w], lr=lr, weight_decay=wd)
    for_b = torch.optim.SGD([b], lr=lr)
    train_losses, test_losses = [], []
    for _ in range(epochs):
        for rows in torch.randperm(len(X)).chunk(-(-len(X) // batch_size)):
            loss = ((X[rows] @ w + b - y[rows]) ** 2).mean() / 2
            for_w.zero_grad()
            for_b.zero_grad()
            loss.backward()
            for_w.step()
            for_b.step()
        train_losses.append(half_mse(train_data, w.detach(), b.detach()))
        test_losses.append(half_mse(test_data, w.detach(), b.detach()))
    return w.detach(), b.detach(), torch.tensor(train_losses), torch.tensor(test_losses)
