"""Uses one and the same matrix in every layer (a list times depth copies the reference, not the tensor).

task: 3.8
en: All your norms are equal. How many different matrices are there in your list?
ko: 모든 값이 똑같이 나와요. 리스트 안에 서로 다른 행렬이 몇 개 있나요?
"""


def gradient_norms(depth, activation):
    weights = [(torch.randn(64, 64) / 8).requires_grad_()] * depth
    h = torch.randn(64)
    for W in weights:
        h = activation(W @ h)
    h.sum().backward()
    return [W.grad.norm().item() for W in weights]
