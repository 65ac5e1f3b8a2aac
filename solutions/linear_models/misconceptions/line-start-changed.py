"""Trains the tensors that were handed in, believing that a function has copies of its arguments.

task: 1.4
en: The result is right, but the caller's own W and b have moved with it. Whose tensors are you training?
ko: 결과는 맞지만 함수를 부른 쪽의 W와 b까지 함께 움직였어요. 지금 학습시키는 텐서는 누구의 것인가요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = (torch.rand(1) if W is None else W).requires_grad_()
    b = (torch.rand(1) if b is None else b).requires_grad_()
    optimizer = torch.optim.SGD([W, b], lr=lr)
    costs = []
    for _ in range(epochs):
        cost = mse_loss(x * W + b, y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return W.detach(), b.detach(), costs
