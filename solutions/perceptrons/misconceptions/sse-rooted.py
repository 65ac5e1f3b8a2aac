"""Takes the length of the error vector, believing that a norm is the sum of squares.

task: 2.3
en: If all errors are twice as large, your loss only doubles. What does a norm do after it has added the squares up?
ko: 오차가 모두 두 배가 될 때 손실도 두 배만 커져요. 노름(norm)은 제곱을 더한 다음에 무엇을 더 하나요?
"""


def sum_squared_error(y_hat, y):
    return (y_hat - y).norm()
