"""momentum is taken for the share of the old value, as in optimizers and some other libraries, and not for that of the new batch.

task: 4.4
en: With momentum 0.1, how much of the old moving value should be left after one batch? Libraries use this word for opposite things.
ko: momentum이 0.1이면 배치 하나를 지난 뒤에 이전 값이 얼마나 남아야 할까요? 이 말은 라이브러리에 따라 반대로 쓰이기도 해요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
        moving_mean = momentum * moving_mean + (1 - momentum) * mean.detach()
        moving_var = momentum * moving_var + (1 - momentum) * x.detach().var(0)
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, moving_mean, moving_var
