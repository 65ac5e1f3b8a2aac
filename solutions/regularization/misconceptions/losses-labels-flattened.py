"""Flattens the labels but not the predictions, so that a column minus a row spreads out into a whole table of errors.

task: 3.2
en: Take a column of 3 predictions and a column of 3 labels and print the shape of their difference. How many errors should there be?
ko: 예측 3개와 정답 3개를 열벡터로 놓고, 둘을 뺀 결과의 모양을 출력해 보세요. 오차는 몇 개여야 하나요?
"""


def l1_loss(y_hat, y):
    return (y_hat - y.reshape(-1)).abs().sum()


def l2_loss(y_hat, y):
    return ((y_hat - y.reshape(-1)) ** 2).sum()
