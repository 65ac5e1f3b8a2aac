"""Saves memory with `-=`. Overlooks that the predictions belong to the caller, and that autograd may still need
them.

task: 2.3
en: The errors are written over the predictions themselves: these are gone after the call, and autograd may refuse altogether. Where do you keep the difference?
ko: 오차를 예측값 위에 덮어쓰고 있어요. 그래서 함수를 부른 뒤에는 예측값이 사라지고, autograd가 거부하기도 해요. 차이를 어디에 담고 있나요?
"""


def sum_squared_error(y_hat, y):
    y_hat -= y
    return (y_hat**2).sum()
