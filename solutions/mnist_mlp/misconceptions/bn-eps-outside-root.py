"""eps is added to the standard deviation instead of the variance.

task: 4.4
en: Try a large eps such as 0.5 and work out one value of the formula by hand. At which moment does eps come in?
ko: eps를 0.5처럼 크게 잡고 식의 값 하나를 손으로 계산해 보세요. eps는 어느 순간에 더해지나요?
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * x.detach().var(0)
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / (torch.sqrt(var) + eps) + beta
    return y, moving_mean, moving_var
