"""The accuracy is given in percent instead of as a fraction.

task: 4.6
en: The docstring gives a range for the result. Does yours stay inside?
ko: docstring에 결과의 범위가 적혀 있어요. 지금 나온 값이 그 안에 들어가나요?
"""


def accuracy(logits, y):
    return (logits.argmax(1) == y).sum().item() / len(y) * 100
