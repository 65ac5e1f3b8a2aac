"""Takes the half squared error of the step by hand for the cost of this task too.

task: 1.4
en: Your cost and your step are both half of what they should be. Which of the lab's two losses does this task ask for?
ko: cost도 걸음도 딱 절반이에요. 이 실습에 나오는 두 손실 가운데 이 과제에서 쓰는 것은 어느 쪽일까요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = (torch.rand(1) if W is None else W.clone()).requires_grad_()
    b = (torch.rand(1) if b is None else b.clone()).requires_grad_()
    optimizer = torch.optim.SGD([W, b], lr=lr)
    costs = []
    for _ in range(epochs):
        cost = mse_loss(x * W + b, y) / 2
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return W.detach(), b.detach(), costs
