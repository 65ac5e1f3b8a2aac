"""Adds up the weights with their signs, so positive and negative ones cancel.

task: 3.3
en: For which w is your penalty smallest? A penalty that can fall below zero rewards something.
ko: 어떤 w에서 페널티가 가장 작아지나요? 0보다 작아지는 페널티는 벌이 아니라 상이 돼 버려요.
"""


def l1_penalty(w):
    return torch.sum(w)
