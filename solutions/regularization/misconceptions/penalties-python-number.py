"""Takes the penalty for a number to report and returns .item(): training then goes on as if lambda were 0.

task: 3.3
en: The number is right. How would SGD hear of it, though? Look at the type of what you return.
ko: 값은 맞아요. 그런데 SGD는 이 값을 어떻게 알게 될까요? 돌려준 값의 type을 확인해 보세요.
"""


def l2_penalty(w):
    return (w.pow(2).sum() / 2).item()


def l1_penalty(w):
    return w.abs().sum().item()
