"""Knows that tanh is a stretched sigmoid, but overlooks that the input is stretched as well as the output.

task: 1.1
en: The range is right and so is tanh(0), but the curve rises too slowly. The sigmoid has to be stretched in two directions; have you taken care of both?
ko: 범위도 맞고 tanh(0)도 맞는데 곡선이 너무 천천히 올라가요. 시그모이드를 두 방향으로 늘여야 tanh가 되는데, 둘 다 챙겼나요?
"""


def tanh(z):
    return 2 * sigmoid(z) - 1
