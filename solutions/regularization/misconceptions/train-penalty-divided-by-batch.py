"""Adds the penalty to the sum of the losses and then divides all of it by the batch size, so lambda shrinks as well.

task: 3.9
en: At lambda = 0 your steps are right. Write down what happens to the penalty between the loss and the step: is it divided by something?
ko: lambda = 0이면 걸음이 맞아요. 손실에서 걸음까지 가는 동안 페널티에 무슨 일이 생기는지 써 보세요. 무언가로 나누어지지 않나요?
"""


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = (torch.randn(X.shape[1], 1) if w is None else w.clone()).requires_grad_()
    b = (torch.zeros(1) if b is None else b.clone()).requires_grad_()
    train_losses, test_losses = [], []
    for epoch in range(epochs):
        for rows in torch.randperm(len(X)).split(batch_size):
            loss = (X[rows] @ w + b - y[rows]) ** 2 / 2
            (loss.sum() + lambd * l2_penalty(w)).backward()
            with torch.no_grad():
                for param in (w, b):
                    param -= lr * param.grad / len(rows)
                    param.grad.zero_()
        with torch.no_grad():
            train_losses.append(_half_mse(w, b, train_data).item())
            test_losses.append(_half_mse(w, b, test_data).item())
    return w, b, train_losses, test_losses
