"""Asks whether W is "there" by its truth. Overlooks that a tensor holding 0 counts as false.

task: 1.4
en: Most starts are respected, but a start of 0 is not. When Python has to call a tensor true or false, which is it for 0?
ko: 다른 시작값은 잘 쓰이는데 0은 무시돼요. 파이썬이 텐서를 참이나 거짓으로 볼 때, 0이 든 텐서는 어느 쪽일까요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = (W.clone() if W else torch.rand(1)).requires_grad_()
    b = (b.clone() if b else torch.rand(1)).requires_grad_()
    optimizer = torch.optim.SGD([W, b], lr=lr)
    costs = []
    for _ in range(epochs):
        cost = mse_loss(x * W + b, y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return W.detach(), b.detach(), costs
