"""Passes on the variance where normal_ wants the standard deviation.

task: 3.8
en: Square the standard deviation of your weights: is that the variance the task asks for?
ko: 만들어진 가중치의 표준편차를 제곱해 보세요. 과제에서 말한 분산이 나오나요?
"""


def xavier_init_(weight):
    n_out, n_in = weight.shape
    with torch.no_grad():
        return weight.normal_(0, 2 / (n_in + n_out))
