"""Takes backward() for the step itself: the gradients are computed (or emptied again) and never used.

task: 1.4
en: W and b come back as they started, and the cost stays the same. Which line is to move them, and are the gradients there when it runs?
ko: W와 b가 시작값 그대로 나오고 cost도 변하지 않아요. 둘을 움직이는 줄은 어디인가요? 그 줄이 실행될 때 기울기가 남아 있나요?
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
        costs.append(cost.item())
    return W.detach(), b.detach(), costs
