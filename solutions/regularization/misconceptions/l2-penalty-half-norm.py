"""Remembers the half and forgets the square that it belongs to.

task: 3.3
en: The half is in place. Now look at what it halves: how should that grow when w doubles?
ko: 절반은 들어 있어요. 이제 무엇의 절반인지 보세요. w가 2배가 되면 그 값은 몇 배로 커져야 할까요?
"""


def l2_penalty(w):
    return torch.norm(w) / 2
