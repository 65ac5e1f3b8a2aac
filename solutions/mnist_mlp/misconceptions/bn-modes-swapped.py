"""The two branches are the wrong way round: moving values while training, those of the batch in evaluation.

task: 4.4
en: Follow your function once with training=True and once with training=False. Which statistics does it use each time?
ko: training=True일 때와 training=False일 때를 한 번씩 따라가 보세요. 저마다 어떤 통계를 쓰고 있나요?
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if not training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * x.detach().var(0)
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, moving_mean, moving_var
