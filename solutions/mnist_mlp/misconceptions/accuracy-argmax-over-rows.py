"""argmax runs over dimension 0, so for each class the best row is found instead of the best class for each row.

task: 4.6
en: How many predictions do you get for 3 rows and 4 classes? Think about which dimension disappears in argmax.
ko: 3행이고 클래스가 4개일 때 예측이 몇 개 나오나요? argmax를 지나면 어느 차원이 사라지는지 생각해 보세요.
"""


def accuracy(logits, y):
    return (logits.argmax(0) == y).sum().item() / len(y)
