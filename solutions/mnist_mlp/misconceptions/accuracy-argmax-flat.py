"""argmax without a dimension finds one position in the whole batch, which is then compared with every label.

task: 4.6
en: How many predictions do you get for 3 rows? Look at what argmax does when it gets no dimension.
ko: 3행을 넣으면 예측이 몇 개 나오나요? 차원을 정해 주지 않으면 argmax가 무엇을 하는지 확인해 보세요.
"""


def accuracy(logits, y):
    return (logits.argmax() == y).sum().item() / len(y)
