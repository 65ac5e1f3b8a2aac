"""Ends every layer with ReLU, the last one too, so no logit can be negative.

task: 3.5
en: Look for a negative number among your outputs. May the score of a class fall below zero?
ko: 출력에 음수가 하나라도 있나요? 클래스의 점수가 0보다 작아져도 되는지 생각해 보세요.
"""


def net(X, params):
    W1, b1, W2, b2 = params
    H = relu(X.reshape(-1, W1.shape[0]) @ W1 + b1)
    return relu(H @ W2 + b2)
