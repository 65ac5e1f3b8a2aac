"""The two cases are the wrong way round: the positive side is scaled and the negative one kept.

task: 4.2
en: Try one positive and one negative number. Which of the two should come out as it went in?
ko: 양수 하나와 음수 하나를 넣어 보세요. 둘 가운데 어느 쪽이 들어간 그대로 나와야 할까요?
"""


def leaky_relu(x, negative_slope=0.01):
    return torch.where(x > 0, negative_slope * x, x)
