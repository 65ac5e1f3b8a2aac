"""The moving values are replaced by those of the last batch, instead of mixing the batch in with the weight momentum.

task: 4.4
en: How much does your moving mean remember of the batches before the last one?
ko: 이동 평균이 마지막 배치보다 앞에 지나간 배치들을 얼마나 기억하고 있나요?
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
        moving_mean = mean.detach()
        moving_var = x.detach().var(0)
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, moving_mean, moving_var
