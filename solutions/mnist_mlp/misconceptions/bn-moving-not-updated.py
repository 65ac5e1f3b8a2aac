"""The moving values come back as they were given, so evaluation would use the initial 0 and 1 for ever.

task: 4.4
en: After a hundred batches, what would your moving mean be? Evaluation relies on it.
ko: 배치를 백 번 지나고 나면 이동 평균이 얼마가 되어 있을까요? 평가할 때는 그 값에 기대게 돼요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, moving_mean, moving_var
