"""Leaves out the parentheses below the fraction bar, so one of the two sizes is added instead of dividing.

task: 3.8
en: Your weights are larger than 1. Compute the number under the root with a pencil, in the order in which Python does.
ko: 가중치가 1보다도 커요. 근호 안의 수를 파이썬이 계산하는 순서 그대로 손으로 계산해 보세요.
"""


def xavier_init_(weight):
    n_out, n_in = weight.shape
    with torch.no_grad():
        return weight.normal_(0, math.sqrt(2 / n_out + n_in))
