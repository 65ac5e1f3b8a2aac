"""Squares the sum instead of adding up the squares, so weights of opposite sign cancel.

task: 3.3
en: What does your penalty say of w = (100, -100)? Such weights should be expensive.
ko: w = (100, -100)이면 페널티가 얼마로 나오나요? 이런 가중치에는 벌점이 커야 해요.
"""


def l2_penalty(w):
    return w.sum() ** 2 / 2
