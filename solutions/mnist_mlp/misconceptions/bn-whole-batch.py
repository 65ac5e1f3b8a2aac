"""One mean and one variance are taken over the whole batch, instead of one per column.

task: 4.4
en: How many means should there be for a batch with 4 columns? Look at the shape of yours.
ko: 열이 4개인 배치라면 평균은 몇 개여야 할까요? 지금 구한 평균의 모양을 확인해 보세요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean()
        var = x.var(unbiased=False)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * x.detach().var()
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, moving_mean, moving_var
