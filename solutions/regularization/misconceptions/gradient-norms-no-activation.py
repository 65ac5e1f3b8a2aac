"""Multiplies the matrices one after the other and never calls the activation.

task: 3.8
en: Does your result depend on `activation` at all? Look for the place where it is called.
ko: 결과가 `activation`에 따라 달라지기는 하나요? 어디에서 부르고 있는지 찾아보세요.
"""


def gradient_norms(depth, activation):
    weights = [(torch.randn(64, 64) / 8).requires_grad_() for _ in range(depth)]
    h = torch.randn(64)
    for W in weights:
        h = W @ h
    h.sum().backward()
    return [W.grad.norm().item() for W in weights]
