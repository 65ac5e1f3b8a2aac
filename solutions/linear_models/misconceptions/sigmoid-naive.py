"""Translates the formula term by term. Overlooks that exp(-z) is infinite far to the left, where the value still
comes out right but the gradient becomes NaN.

task: 1.1
en: The values are right, but far out on one side the gradient is NaN. Which part of your formula becomes infinite there, and what does its derivative do with that?
ko: 값은 맞는데 0에서 아주 먼 한쪽에서 기울기가 NaN이 돼요. 그쪽에서는 식의 어느 부분이 무한대가 되고, 그걸 미분하면 어떻게 될까요?
"""


def sigmoid(z):
    return 1 / (1 + torch.exp(-z))
