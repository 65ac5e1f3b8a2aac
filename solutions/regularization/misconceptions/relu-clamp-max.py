"""Reads clamp(max=0) as "the maximum with 0", while it sets the largest value that may remain.

task: 3.1
en: The positive values are gone and the negative ones are still there. Is the limit that you set an upper or a lower one?
ko: 양수는 사라지고 음수만 남았어요. 지금 정한 한계는 위쪽 한계인가요, 아래쪽 한계인가요?
"""


def relu(X):
    return X.clamp(max=0)
