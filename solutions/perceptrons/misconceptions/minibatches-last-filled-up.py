"""Believes that every batch must be full and fills the last one up with rows from the start.

task: 2.4
en: When the last batch is short, some rows come twice. May a batch be smaller than the others?
ko: 마지막 배치가 짧아질 자리에서 어떤 행이 두 번 나와요. 배치가 다른 배치보다 작아도 될까요?
"""


def minibatches(x, y, batch_size, generator=None):
    n = len(x)
    order = torch.randperm(n, generator=generator)
    for start in range(0, n, batch_size):
        rows = order[torch.arange(start, start + batch_size) % n]
        yield x[rows], y[rows]
