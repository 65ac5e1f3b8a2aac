"""The columns are divided by the variance instead of the standard deviation.

task: 4.4
en: What standard deviation do your normalised columns have? Think about the units: a length in metres has a variance in square metres.
ko: 정규화한 열의 표준편차가 얼마인가요? 단위를 생각해 보세요. 길이를 미터로 쟀다면 분산의 단위는 제곱미터예요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * x.detach().var(0)
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / (var + eps) + beta
    return y, moving_mean, moving_var
