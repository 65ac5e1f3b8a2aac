"""Uses Python's own max (or an if) on the whole tensor, which asks one yes-or-no question of many elements at once.

task: 3.1
en: Python's max and if need one yes or no. How many answers does a comparison with a whole tensor give?
ko: 파이썬의 max나 if는 예/아니요를 딱 하나만 받아요. 텐서 전체를 비교하면 답이 몇 개 나올까요?
"""


def relu(X):
    return max(0, X)
