"""Each row is normalised over its features, which is layer normalisation.

task: 4.4
en: In which direction do you average: over the rows of the batch, or over the features of one row? The name of the method tells.
ko: 어느 방향으로 평균을 구하나요? 배치의 행을 따라서인가요, 한 행의 특성을 따라서인가요? 방법의 이름을 다시 읽어 보세요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(1, keepdim=True)
        var = x.var(1, unbiased=False, keepdim=True)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * x.detach().var(1, keepdim=True)
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, moving_mean, moving_var
