"""The number of right rows is returned instead of their fraction.

task: 4.6
en: Is 2 an accuracy? Think about what the result should be if all rows are right, whatever the size of the batch.
ko: 2라는 값이 정확도일 수 있을까요? 배치의 크기가 얼마든 모두 맞혔을 때 어떤 값이 나와야 하는지 생각해 보세요.
"""


def accuracy(logits, y):
    return (logits.argmax(1) == y).sum().item()
