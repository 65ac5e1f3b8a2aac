"""Assigns the new value to the loop's own name inside a function, which leaves the parameters as they were.

task: 3.9
en: After training, w and b are what they were at the start. Does your update write into the tensor, or give its name to another one?
ko: 학습이 끝나도 w와 b가 처음 그대로예요. 텐서 안의 값을 바꾸고 있나요, 아니면 이름만 다른 텐서에 붙이고 있나요?
"""


def sgd(params, lr):
    with torch.no_grad():
        for param in params:
            param = param - lr * param.grad
            param.grad = None


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    w = (torch.randn(X.shape[1], 1) if w is None else w.clone()).requires_grad_()
    b = (torch.zeros(1) if b is None else b.clone()).requires_grad_()
    train_losses, test_losses = [], []
    for epoch in range(epochs):
        for rows in torch.randperm(len(X)).split(batch_size):
            loss = (X[rows] @ w + b - y[rows]) ** 2 / 2
            (loss.mean() + lambd * l2_penalty(w)).backward()
            sgd([w, b], lr)
        with torch.no_grad():
            train_losses.append(_half_mse(w, b, train_data).item())
            test_losses.append(_half_mse(w, b, test_data).item())
    return w, b, train_losses, test_losses
