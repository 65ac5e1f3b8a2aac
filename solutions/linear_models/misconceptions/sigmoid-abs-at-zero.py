"""Keeps exp small with |z| and checks only the values. Overlooks that autograd takes the slope of |z| at 0 to be
0, so the slope of the sigmoid is lost there.

task: 1.1
en: Everything is right except the gradient at exactly z = 0. What slope does PyTorch give to an absolute value at 0?
ko: 다 맞는데 딱 z = 0에서만 기울기가 달라요. PyTorch는 0에서 절댓값의 기울기를 얼마로 정해 두었을까요?
"""


def sigmoid(z):
    e = torch.exp(-z.abs())
    return torch.where(z >= 0, 1 / (1 + e), e / (1 + e))
