"""gamma is taken for the shift and beta for the scale.

task: 4.4
en: Which of gamma and beta moves a column, and which one stretches it? The values they start with (1 and 0) help to remember.
ko: gamma와 beta 가운데 열을 옮기는 것은 어느 쪽이고 늘리는 것은 어느 쪽인가요? 두 값이 1과 0에서 시작한다는 점을 떠올려 보세요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * x.detach().var(0)
    else:
        mean, var = moving_mean, moving_var
    y = beta * (x - mean) / torch.sqrt(var + eps) + gamma
    return y, moving_mean, moving_var
