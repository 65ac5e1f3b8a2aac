"""Collects the norms on the way back, from the last layer to the first, and leaves them in that order.

task: 3.8
en: Your numbers show the right curve from the wrong end. Which layer's norm is to come first?
ko: 곡선은 맞는데 거꾸로 놓였어요. 어느 층의 값이 맨 앞에 와야 하나요?
"""


def gradient_norms(depth, activation):
    weights = [(torch.randn(64, 64) / 8).requires_grad_() for _ in range(depth)]
    h = torch.randn(64)
    for W in weights:
        h = activation(W @ h)
    h.sum().backward()
    return [W.grad.norm().item() for W in reversed(weights)]
