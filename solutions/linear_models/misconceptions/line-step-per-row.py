"""Takes "stochastic" in SGD literally and steps after each row.

task: 1.4
en: Within one epoch W and b move several times. How many rows does a step of this task look at?
ko: 한 에포크 안에서 W와 b가 여러 번 움직여요. 이 과제에서 한 걸음은 행을 몇 개 보고 가나요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = (torch.rand(1) if W is None else W.clone()).requires_grad_()
    b = (torch.rand(1) if b is None else b.clone()).requires_grad_()
    optimizer = torch.optim.SGD([W, b], lr=lr)
    costs = []
    for _ in range(epochs):
        total = 0.0
        for x_row, y_row in zip(x, y):
            cost = mse_loss(x_row * W + b, y_row)
            optimizer.zero_grad()
            cost.backward()
            optimizer.step()
            total += cost.item()
        costs.append(total / len(x))
    return W.detach(), b.detach(), costs
