"""Leaves out the half, because the squared norm looks complete without it.

task: 3.3
en: Differentiate your penalty by one weight. Is the result that weight itself, as the task says?
ko: 페널티를 가중치 하나로 미분해 보세요. 과제에서 말한 대로 그 가중치 자체가 나오나요?
"""


def l2_penalty(w):
    return torch.sum(w.pow(2))
