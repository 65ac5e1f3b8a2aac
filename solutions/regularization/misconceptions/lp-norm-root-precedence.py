"""Writes ** 1 / p and expects the division to come first, but a power binds tighter than a division.

task: 3.2
en: Let Python compute 8 ** 1 / 3. Which comes first, the power or the division?
ko: 파이썬으로 8 ** 1 / 3을 계산해 보세요. 거듭제곱과 나눗셈 중 어느 것이 먼저 계산되나요?
"""


def lp_norm(x, p):
    return x.abs().pow(p).sum() ** 1 / p
