"""Shuffles the inputs and overlooks that the targets have to come along.

task: 2.4
en: The inputs are shuffled, the targets still stand in their old order. What has to happen to y when x is shuffled?
ko: 입력은 섞였는데 정답은 원래 순서 그대로예요. x를 섞을 때 y는 어떻게 해야 할까요?
"""


def minibatches(x, y, batch_size, generator=None):
    x = x[torch.randperm(len(x), generator=generator)]
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]
