"""Draws the weights from N(0, 1) whatever the width is, so that each layer blows up what goes through it.

task: 3.8
en: Without an activation the numbers should neither vanish nor explode. How large is a sum over `width` products when each weight has deviation 1?
ko: 활성화 함수가 없으면 값이 사라지지도 터지지도 않아야 해요. 표준편차가 1인 가중치를 곱해서 너비만큼 많이 더하면 값이 얼마나 커질까요?
"""


def gradient_norms(depth, activation):
    weights = [torch.randn(64, 64, requires_grad=True) for _ in range(depth)]
    h = torch.randn(64)
    for W in weights:
        h = activation(W @ h)
    h.sum().backward()
    return [W.grad.norm().item() for W in weights]
