"""Collects the cost where the slides print it, every tenth epoch.

task: 1.4
en: W and b are right, but the list holds only some of the costs. In which epochs do you add one?
ko: W와 b는 맞는데 리스트에 cost가 띄엄띄엄 들어 있어요. 어떤 에포크에서 cost를 넣고 있나요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = (torch.rand(1) if W is None else W.clone()).requires_grad_()
    b = (torch.rand(1) if b is None else b.clone()).requires_grad_()
    optimizer = torch.optim.SGD([W, b], lr=lr)
    costs = []
    for epoch in range(epochs):
        cost = mse_loss(x * W + b, y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        if epoch % 10 == 0:
            costs.append(cost.item())
    return W.detach(), b.detach(), costs
