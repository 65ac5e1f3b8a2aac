"""Mixes up L1 and L2, so that each function computes the penalty of the other.

task: 3.3
en: Both numbers look familiar, but each stands in the other's place. Which of L1 and L2 has to do with squares?
ko: 두 값 모두 낯익은데 서로 자리가 바뀌었어요. L1과 L2 중에 제곱과 관계있는 것은 어느 쪽인가요?
"""


def l2_penalty(w):
    return w.abs().sum()


def l1_penalty(w):
    return w.pow(2).sum() / 2
