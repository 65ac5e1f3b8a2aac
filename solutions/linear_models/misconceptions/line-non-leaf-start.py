"""Asks for gradients first and copies (or scales) afterwards. Overlooks that the result of a computation is no
leaf, so that no gradient is kept for it.

task: 1.4
en: Your W and b were computed from tensors that require gradients, so they are not where gradients are kept. In which order do you copy and ask for gradients?
ko: W와 b가 requires_grad인 텐서에서 계산되어 나왔기 때문에 기울기가 모이는 자리가 아니에요. 복사하는 것과 기울기를 요청하는 것, 어느 쪽을 먼저 하나요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = torch.rand(1, requires_grad=True) * 0.1 if W is None else W.requires_grad_().clone()
    b = torch.rand(1, requires_grad=True) * 0.1 if b is None else b.requires_grad_().clone()
    optimizer = torch.optim.SGD([W, b], lr=lr)
    costs = []
    for _ in range(epochs):
        cost = mse_loss(x * W + b, y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return W.detach(), b.detach(), costs
