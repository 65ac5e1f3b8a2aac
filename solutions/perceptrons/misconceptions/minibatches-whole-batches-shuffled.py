"""Cuts first and shuffles the batches, believing that this mixes the rows.

task: 2.4
en: The batches come in random order, but inside each the old neighbours are still together. What should be shuffled before you cut?
ko: 배치의 순서는 무작위인데 배치 안에는 이웃하던 행들이 그대로 모여 있어요. 나누기 전에 무엇을 섞어야 할까요?
"""


def minibatches(x, y, batch_size, generator=None):
    starts = torch.arange(0, len(x), batch_size)
    for i in torch.randperm(len(starts), generator=generator):
        start = starts[i]
        yield x[start : start + batch_size], y[start : start + batch_size]
