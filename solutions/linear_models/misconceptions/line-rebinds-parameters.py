"""Believes that assigning the new value to W changes the parameter. The name then stands for another tensor, whose
gradients nobody collects.

task: 1.4
en: The first epoch works, then a gradient is None. After your update, is W still the tensor that autograd collects gradients for?
ko: 첫 에포크는 되는데 그다음부터 기울기가 None이에요. 업데이트한 뒤의 W는 autograd가 기울기를 모아 주던 그 텐서가 맞나요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = (torch.rand(1) if W is None else W.clone()).requires_grad_()
    b = (torch.rand(1) if b is None else b.clone()).requires_grad_()
    costs = []
    for _ in range(epochs):
        cost = mse_loss(x * W + b, y)
        cost.backward()
        W = W - W.grad * lr
        b = b - b.grad * lr
        costs.append(cost.item())
    return W.detach(), b.detach(), costs
