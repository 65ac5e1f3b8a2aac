"""Returns one cost per weight and leaves the adding up to the caller.

task: 3.3
en: Your result has as many numbers as w has weights. How many numbers should a penalty be?
ko: 결과에 가중치 개수만큼 수가 들어 있어요. 페널티는 수 몇 개여야 할까요?
"""


def l2_penalty(w):
    return w**2 / 2


def l1_penalty(w):
    return w.abs()
