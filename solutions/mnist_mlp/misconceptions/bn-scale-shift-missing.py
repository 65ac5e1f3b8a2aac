"""The function stops after normalising: gamma and beta never come in, so the network cannot choose another scale.

task: 4.4
en: Your columns always come out with mean 0 and standard deviation 1. Which arguments of the function have you not used yet?
ko: 열이 언제나 평균 0, 표준편차 1로 나와요. 함수의 인자 가운데 아직 쓰지 않은 것이 있지 않나요?
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * x.detach().var(0)
    else:
        mean, var = moving_mean, moving_var
    y = (x - mean) / torch.sqrt(var + eps)
    return y, moving_mean, moving_var
