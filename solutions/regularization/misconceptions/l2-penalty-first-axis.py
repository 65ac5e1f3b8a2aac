"""Adds up along the first axis only, as Python's sum does: for a vector that is all there is, for a matrix it is not.

task: 3.3
en: Try weights of shape (4, 5). Over how many axes does your sum go?
ko: 모양이 (4, 5)인 가중치로 시험해 보세요. 합이 몇 개의 축에 걸쳐 계산되나요?
"""


def l2_penalty(w):
    return sum(w**2) / 2
