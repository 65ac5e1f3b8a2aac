"""The parameter tensors are counted, not the numbers in them.

task: 4.5
en: How many numbers does the weight of Linear(3, 4) hold? Your count takes it for one.
ko: Linear(3, 4)의 가중치에는 숫자가 몇 개 들어 있나요? 지금은 그것을 하나로 세고 있어요.
"""


def count_parameters(model):
    return len([p for p in model.parameters() if p.requires_grad])
