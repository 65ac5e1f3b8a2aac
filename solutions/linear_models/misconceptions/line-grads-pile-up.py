"""Believes that backward() replaces the gradients of the last step. It adds to them.

task: 1.4
en: The first step is right, and from the second on the steps are too long. What does `backward()` do with what is already in .grad?
ko: 첫걸음은 맞는데 두 번째부터 걸음이 너무 길어요. `backward()`는 .grad에 남아 있던 값을 어떻게 할까요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = (torch.rand(1) if W is None else W.clone()).requires_grad_()
    b = (torch.rand(1) if b is None else b.clone()).requires_grad_()
    optimizer = torch.optim.SGD([W, b], lr=lr)
    costs = []
    for _ in range(epochs):
        cost = mse_loss(x * W + b, y)
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return W.detach(), b.detach(), costs
