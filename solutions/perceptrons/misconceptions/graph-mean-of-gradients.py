"""Believes that the gradient of a mean is the mean of the gradients, one number.

task: 2.2
en: Your second gradient is a single number. d is one number, but how many numbers in `a` can it be changed by?
ko: 두 번째 기울기가 숫자 하나예요. d는 숫자 하나이지만, a 안의 숫자 몇 개가 d를 바꿀 수 있을까요?
"""


def graph_gradients(a):
    a = a.detach()
    de_da = 4 * a
    dd_da = de_da.mean()
    return de_da, dd_da
