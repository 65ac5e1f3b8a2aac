"""Indents the return into the loop, so that the function ends with its first epoch.

task: 1.4
en: However many epochs are asked for, there is one cost and one step. To which block does your `return` belong?
ko: 에포크를 몇 번 시키든 cost도 걸음도 하나뿐이에요. `return`이 어느 블록에 들어 있나요?
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
        costs.append(cost.item())
        return W.detach(), b.detach(), costs
