"""The normalisation divides by the unbiased variance (N - 1), which is what torch.var gives unless it is told otherwise.

task: 4.4
en: Two kinds of variance appear in this task, and torch.var has its own idea of which one you want. Which of them belongs in the normalisation?
ko: 이 과제에는 분산이 두 가지 나와요. torch.var는 아무 말이 없으면 어느 쪽을 구하나요? 정규화에는 어느 쪽이 들어가야 하는지 확인해 보세요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(0)
        var = x.var(0)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * x.detach().var(0)
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, moving_mean, moving_var
