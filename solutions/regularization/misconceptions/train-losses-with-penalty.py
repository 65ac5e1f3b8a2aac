"""Reports what training minimises, penalty included, instead of the loss on the data.

task: 3.9
en: The losses grow with lambda even while w is the same. What should they tell: how well the data fit, or what SGD minimises?
ko: w가 같아도 lambda가 커지면 기록된 손실이 커져요. 이 기록은 데이터에 얼마나 맞는지를 말해야 하나요, SGD가 줄이는 값을 말해야 하나요?
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
            train_losses.append(_half_mse(w, b, train_data).item() + lambd * l2_penalty(w).item())
            test_losses.append(_half_mse(w, b, test_data).item() + lambd * l2_penalty(w).item())
    return w, b, train_losses, test_losses
