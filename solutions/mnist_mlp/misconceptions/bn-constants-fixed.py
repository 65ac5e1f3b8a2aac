"""1e-5 and 0.1 are written into the formulas, and the arguments eps and momentum are ignored.

task: 4.4
en: Try momentum 0.5 and eps 0.1. Does anything change? Look for numbers in the body that have a name among the arguments.
ko: momentum을 0.5로, eps를 0.1로 바꿔 보세요. 달라지는 것이 있나요? 인자로 받은 값을 함수 안에 숫자로 적어 두지 않았는지 찾아보세요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
        moving_mean = 0.9 * moving_mean + 0.1 * mean.detach()
        moving_var = 0.9 * moving_var + 0.1 * x.detach().var(0)
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var + 1e-5) + beta
    return y, moving_mean, moving_var
