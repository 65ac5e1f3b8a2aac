"""Shuffles inputs and targets each on their own. Overlooks that row i of one belongs to row i of the other.

task: 2.4
en: The rows are all there, but with the targets of other rows. How many random orders do you draw?
ko: 행은 모두 있는데 다른 행의 정답과 짝지어져 있어요. 무작위 순서를 몇 번 뽑고 있나요?
"""


def minibatches(x, y, batch_size, generator=None):
    x = x[torch.randperm(len(x), generator=generator)]
    y = y[torch.randperm(len(y), generator=generator)]
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]
