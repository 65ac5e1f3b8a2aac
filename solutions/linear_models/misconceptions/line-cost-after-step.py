"""Measures the cost once more after the step, believing that an epoch is to report where it ended.

task: 1.4
en: W and b are right, but every cost in the list is one step ahead. At which moment of an epoch should its cost be taken?
ko: W와 b는 맞는데 리스트의 cost가 모두 한 걸음 앞서 있어요. 한 에포크에서 cost는 어느 순간의 값이어야 할까요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = (torch.rand(1) if W is None else W.clone()).requires_grad_()
    b = (torch.rand(1) if b is None else b.clone()).requires_grad_()
    optimizer = torch.optim.SGD([W, b], lr=lr)
    costs = []
    for _ in range(epochs):
        cost = mse_loss(x * W + b, y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(mse_loss(x * W + b, y).item())
    return W.detach(), b.detach(), costs
