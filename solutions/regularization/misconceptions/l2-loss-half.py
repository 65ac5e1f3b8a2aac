"""Brings along the factor 1/2 of the usual regression loss, which this definition does not have.

task: 3.2
en: The loss is exactly half of what is expected. Which formula does your factor come from, and does this task's have it?
ko: 기대한 값의 딱 절반이 나와요. 그 계수는 어느 식에서 가져왔나요? 이 과제의 정의에도 있는지 확인해 보세요.
"""


def l2_loss(y_hat, y):
    return ((y - y_hat) ** 2).sum() / 2
