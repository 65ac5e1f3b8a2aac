"""Starts at random as the slides do, and overlooks the two optional arguments.

task: 1.4
en: The result does not depend on the start that is handed in. Where in your function are the arguments W and b read?
ko: 어떤 시작값을 넘겨도 결과에 쓰이지 않아요. 함수 안 어디에서 인자 W와 b를 읽고 있나요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = torch.rand(1, requires_grad=True)
    b = torch.rand(1, requires_grad=True)
    optimizer = torch.optim.SGD([W, b], lr=lr)
    costs = []
    for _ in range(epochs):
        cost = mse_loss(x * W + b, y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return W.detach(), b.detach(), costs
