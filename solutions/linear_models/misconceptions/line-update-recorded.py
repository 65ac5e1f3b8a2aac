"""Updates the tensors in place and overlooks that autograd is still recording.

task: 1.4
en: Autograd stops you, because it would have to record the update as well. Is moving W a part of what is to be differentiated?
ko: autograd가 업데이트까지 기록해야 해서 멈춰 세운 거예요. W를 움직이는 일도 미분할 계산에 들어가야 할까요?
"""


def fit_linear(x, y, epochs=30, lr=0.01, W=None, b=None):
    W = (torch.rand(1) if W is None else W.clone()).requires_grad_()
    b = (torch.rand(1) if b is None else b.clone()).requires_grad_()
    costs = []
    for _ in range(epochs):
        cost = mse_loss(x * W + b, y)
        cost.backward()
        W -= lr * W.grad
        b -= lr * b.grad
        W.grad.zero_()
        b.grad.zero_()
        costs.append(cost.item())
    return W.detach(), b.detach(), costs
