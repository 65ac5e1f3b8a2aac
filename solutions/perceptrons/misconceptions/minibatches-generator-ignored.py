"""Shuffles with the global generator (or NumPy's) and overlooks the argument.

task: 2.4
en: Two generators with the same seed give you two different orders. Does whatever makes the order know of the generator?
ko: 시드가 같은 generator 둘을 넘겨도 순서가 서로 달라요. 순서를 만드는 함수가 generator를 알고 있나요?
"""


def minibatches(x, y, batch_size, generator=None):
    order = torch.randperm(len(x))
    for rows in order.split(batch_size):
        yield x[rows], y[rows]
