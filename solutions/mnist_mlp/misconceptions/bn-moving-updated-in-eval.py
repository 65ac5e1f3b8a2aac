"""The moving values move in evaluation, too, so that looking at validation data changes the model.

task: 4.4
en: Does the model stay the same if you do nothing but evaluate it? See which of your lines run when training is False.
ko: 평가만 했는데 모델이 달라지지는 않나요? training이 False일 때 어떤 줄이 실행되는지 확인해 보세요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean, var = x.mean(0), x.var(0, unbiased=False)
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    moving_mean = (1 - momentum) * moving_mean + momentum * x.detach().mean(0)
    moving_var = (1 - momentum) * moving_var + momentum * x.detach().var(0)
    return y, moving_mean, moving_var
