"""Hands only the weight to the optimizer (or leaves the update loop after the first parameter).

task: 1.4
en: W learns, but b stays where it started. Which tensors have you asked to be moved?
ko: W는 배우는데 b는 시작한 자리에 그대로 있어요. 어떤 텐서들을 움직이라고 했나요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = (torch.rand(1) if W is None else W.clone()).requires_grad_()
    b = (torch.rand(1) if b is None else b.clone()).requires_grad_()
    optimizer = torch.optim.SGD([W], lr=lr)
    costs = []
    for _ in range(epochs):
        cost = mse_loss(x * W + b, y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return W.detach(), b.detach(), costs
