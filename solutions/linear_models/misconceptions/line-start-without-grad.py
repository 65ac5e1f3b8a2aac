"""Asks for gradients only where the random start is made, and overlooks that a start from outside comes without.

task: 1.4
en: With a random start it works, with a given one `backward()` finds nothing to differentiate. What do your random tensors have that a given one may lack?
ko: 무작위로 시작하면 되는데 시작값을 넘기면 `backward()`가 미분할 것을 찾지 못해요. 무작위 텐서에는 있는데 넘겨받은 텐서에는 없는 것이 무엇일까요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = torch.rand(1, requires_grad=True) if W is None else W.clone()
    b = torch.rand(1, requires_grad=True) if b is None else b.clone()
    optimizer = torch.optim.SGD([W, b], lr=lr)
    costs = []
    for _ in range(epochs):
        cost = mse_loss(x * W + b, y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return W.detach(), b.detach(), costs
