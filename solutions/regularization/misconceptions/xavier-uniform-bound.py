"""Uses the standard deviation as the bound of the uniform distribution, whose own deviation is smaller than its bound.

task: 3.8
en: How large is the variance of a uniform distribution on [-a, a]? Your a should be chosen by that.
ko: [-a, a]에서 고르게 뽑으면 분산이 얼마인가요? 그 값을 보고 a를 정해 보세요.
"""


def xavier_init_(weight):
    n_out, n_in = weight.shape
    a = math.sqrt(2 / (n_in + n_out))
    with torch.no_grad():
        return weight.uniform_(-a, a)
