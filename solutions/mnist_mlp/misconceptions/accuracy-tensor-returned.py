"""The result is still a tensor and not a Python number.

task: 4.6
en: The value is right. But ask for its type: what does the docstring promise?
ko: 값은 맞아요. 그런데 타입을 확인해 보세요. docstring은 무엇을 돌려준다고 했나요?
"""


def accuracy(logits, y):
    return (logits.argmax(1) == y).float().mean()
