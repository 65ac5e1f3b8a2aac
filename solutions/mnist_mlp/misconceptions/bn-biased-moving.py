"""The moving variance is fed with the variance that normalises (divided by N) instead of the unbiased one.

task: 4.4
en: Your moving variance comes out a little too small, and more so for small batches. Is it meant to take the same variance as the normalisation?
ko: 이동 분산이 조금 작게 나오고, 배치가 작을수록 차이가 커져요. 정규화에 쓰는 분산을 여기에도 그대로 쓰는 것이 맞을까요?
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * var.detach()
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, moving_mean, moving_var
