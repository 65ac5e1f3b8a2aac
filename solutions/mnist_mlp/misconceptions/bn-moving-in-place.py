"""The caller's moving mean and variance are updated in place, besides being returned.

task: 4.4
en: After the call, look at the moving values that you passed in. The function should return new ones and leave those alone.
ko: 함수를 부른 다음, 넘겨준 이동 평균을 다시 살펴보세요. 함수는 새 값을 돌려주고 넘겨받은 값은 그대로 두어야 해요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    if training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
        moving_mean.mul_(1 - momentum).add_(momentum * mean.detach())
        moving_var.mul_(1 - momentum).add_(momentum * x.detach().var(0))
    else:
        mean, var = moving_mean, moving_var
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, moving_mean, moving_var
