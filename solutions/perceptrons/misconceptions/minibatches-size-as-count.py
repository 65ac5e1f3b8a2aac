"""Takes batch_size for the number of batches.

task: 2.4
en: You make that many batches, where each should have that many rows. What does `batch_size` count?
ko: 배치가 그만큼의 행을 가져야 하는데, 배치를 그만큼 만들고 있어요. `batch_size`는 무엇을 센 수일까요?
"""


def minibatches(x, y, batch_size, generator=None):
    order = torch.randperm(len(x), generator=generator)
    for rows in order.chunk(batch_size):
        yield x[rows], y[rows]
