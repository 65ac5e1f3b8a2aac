"""Switches requires_grad on before the division, so that the weights in use are no leaves and their .grad stays None.

task: 3.8
en: Your .grad is None. Which tensors are leaves: the ones you drew or the ones you multiply with?
ko: .grad가 None이에요. leaf는 처음에 뽑은 텐서인가요, 실제로 곱하는 텐서인가요?
"""


def gradient_norms(depth, activation):
    weights = [torch.randn(64, 64, requires_grad=True) / 8 for _ in range(depth)]
    h = torch.randn(64)
    for W in weights:
        h = activation(W @ h)
    h.sum().backward()
    return [W.grad.norm().item() for W in weights]
