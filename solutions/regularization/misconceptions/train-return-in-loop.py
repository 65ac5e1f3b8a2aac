"""Has the return of the update inside the loop over the parameters, so only the first of them moves.

task: 3.9
en: Print b after a few epochs. How often does the loop over the parameters run before its function returns?
ko: 몇 에폭 뒤에 b를 출력해 보세요. 파라미터를 도는 반복문이 함수가 끝나기 전에 몇 번이나 돌았나요?
"""


def sgd(params, lr):
    with torch.no_grad():
        for param in params:
            param -= lr * param.grad
            param.grad.zero_()
            return params


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
