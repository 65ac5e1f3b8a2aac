"""Halves the sum of the absolute values: an L1 penalty with the slide's factor where the L2 penalty is asked for.

task: 3.3
en: How hard does your penalty pull at a weight of 5, and how hard at one of 0.1? L2 should tell them apart.
ko: 이 페널티는 5인 가중치와 0.1인 가중치를 각각 얼마나 세게 당기나요? L2라면 둘이 달라야 해요.
"""


def l2_penalty(w):
    return torch.sum(torch.abs(w)) / 2
