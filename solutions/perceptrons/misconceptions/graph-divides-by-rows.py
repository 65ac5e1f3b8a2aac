"""Divides by len(a), believing that this is the number of elements; it is the number of rows.

task: 2.2
en: For a one-dimensional `a` this is right, for other shapes the second gradient is too large. What does n count in a mean, and what does `len` count?
ko: a가 1차원이면 맞는데 다른 모양이면 두 번째 기울기가 너무 커요. 평균의 n은 무엇을 센 것이고, `len`은 무엇을 셀까요?
"""


def graph_gradients(a):
    a = a.detach()
    return 4 * a, 4 * a / len(a)
