"""The statistics of the batch are used in evaluation, too, so what comes out for one image depends on its neighbours.

task: 4.4
en: Outside training, send a row through alone and then together with others. Does it get the same result? Look at where your mean comes from.
ko: 학습이 아닐 때, 한 행을 혼자 넣어 보고 다른 행들과 함께도 넣어 보세요. 결과가 같은가요? 평균을 어디에서 가져오는지 살펴보세요.
"""


def batch_norm(x, gamma, beta, moving_mean, moving_var, training, eps=1e-5, momentum=0.1):
    mean = x.mean(0)
    var = x.var(0, unbiased=False)
    if training:
        moving_mean = (1 - momentum) * moving_mean + momentum * mean.detach()
        moving_var = (1 - momentum) * moving_var + momentum * x.detach().var(0)
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, moving_mean, moving_var
