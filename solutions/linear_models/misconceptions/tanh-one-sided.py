"""Shortens the fraction until only exp(2z) is left. Overlooks that this still overflows on one side.

task: 1.1
en: Negative numbers of any size work, but large positive ones give NaN. What do the exponentials in your fraction become there?
ko: 음수는 얼마나 작든 괜찮은데 큰 양수에서는 NaN이 나와요. 그때 분수 안의 지수 함수는 얼마나 커질까요?
"""


def tanh(z):
    e = torch.exp(2 * z)
    return (e - 1) / (e + 1)
