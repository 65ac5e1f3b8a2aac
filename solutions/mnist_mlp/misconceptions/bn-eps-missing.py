"""eps is left out, so a column in which all values are equal is divided by 0.

task: 4.4
en: What happens to a column in which all values are equal? One argument of the function is there for just that.
ko: 모든 값이 똑같은 열을 넣으면 어떻게 되나요? 바로 그럴 때를 위한 인자가 하나 있어요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * x.detach().var(0)
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var) + beta
    return y, moving_mean, moving_var
