"""Takes "nothing negative comes out" to mean that the sign is dropped, as the absolute value does.

task: 3.1
en: No output is negative, but what should become of -2? Draw the curve to the left of zero.
ko: 음수가 나오지 않는 건 맞지만, -2는 무엇이 되어야 할까요? 0보다 왼쪽의 그래프를 그려 보세요.
"""


def relu(X):
    return torch.abs(X)
