"""Stops at the sum of the powers; for p = 1 the last step changes nothing, so it is easily forgotten.

task: 3.2
en: Double every entry of x: its length should double too. Which step of the definition sees to that?
ko: x의 성분을 모두 2배로 늘리면 길이도 2배가 되어야 해요. 정의에서 그 일을 맡는 단계는 무엇인가요?
"""


def lp_norm(x, p):
    return (x.abs() ** p).sum()
