"""Mean and variance are treated as constants, so the gradient does not see that they depend on x.

task: 4.4
en: The values are right, but the gradient is not. If one number of a column changes, what else in the formula changes with it?
ko: 값은 맞는데 기울기가 달라요. 열에서 숫자 하나가 바뀌면 식에서 또 무엇이 함께 바뀌나요?
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.detach().mean(0)
        var = x.detach().var(0, unbiased=False)
        moving_mean = (1 - momentum) * moving_mean + momentum * mean
        moving_var = (1 - momentum) * moving_var + momentum * x.detach().var(0)
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, moving_mean, moving_var
