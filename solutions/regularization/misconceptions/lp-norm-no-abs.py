"""Leaves out the absolute values, which an even power makes superfluous and an odd one does not.

task: 3.2
en: For p = 2 it looks right. Do odd powers treat the sign of an entry as a square does?
ko: p = 2에서는 맞아 보여요. 홀수 거듭제곱도 제곱처럼 부호를 없애 주나요?
"""


def lp_norm(x, p):
    return (x**p).sum() ** (1 / p)
