"""Writes w or torch.randn(...), which asks a whole tensor whether it is true.

task: 3.9
en: Without a start it works, with one it does not. What does Python ask a tensor in `w or ...`, and what do you want to know of it?
ko: 시작값이 없으면 되는데 있으면 오류가 나요. `w or ...`에서 파이썬은 텐서에게 무엇을 묻나요? 정말 알고 싶은 것은 무엇인가요?
"""


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = (w or torch.randn(X.shape[1], 1)).requires_grad_()
    b = (b or torch.zeros(1)).requires_grad_()
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
            train_losses.append(_half_mse(w, b, train_data).item())
            test_losses.append(_half_mse(w, b, test_data).item())
    return w, b, train_losses, test_losses
