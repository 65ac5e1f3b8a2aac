"""The moving values are updated first and then used to normalise in training, too.

task: 4.4
en: While training, is the mean of each of your columns exactly beta? Think about whose statistics a training batch is normalised with.
ko: 학습할 때 각 열의 평균이 정확히 beta가 되나요? 학습 배치는 누구의 통계로 정규화해야 하는지 생각해 보세요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        moving_mean = (1 - momentum) * moving_mean + momentum * x.mean(0)
        moving_var = (1 - momentum) * moving_var + momentum * x.var(0)
    y = gamma * (x - moving_mean) / torch.sqrt(moving_var + eps) + beta
    return y, moving_mean, moving_var
