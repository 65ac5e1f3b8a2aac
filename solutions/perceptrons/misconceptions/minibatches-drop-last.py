"""Makes as many batches as fit and believes that all batches have the same size.

task: 2.4
en: Some rows never come when the batch size does not divide their number. What should happen to the rows that are left over?
ko: 배치 크기로 나누어떨어지지 않으면 나오지 않는 행이 있어요. 남은 행은 어떻게 해야 할까요?
"""


def minibatches(x, y, batch_size, generator=None):
    order = torch.randperm(len(x), generator=generator)
    for i in range(len(x) // batch_size):
        rows = order[i * batch_size : (i + 1) * batch_size]
        yield x[rows], y[rows]
