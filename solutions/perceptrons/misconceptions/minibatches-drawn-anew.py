"""Draws rows at random for each batch, believing that over an epoch this comes to the same.

task: 2.4
en: In one epoch some rows come several times and others never. How often do you draw an order: once per epoch, or once per batch?
ko: 한 에포크 안에서 어떤 행은 여러 번, 어떤 행은 한 번도 나오지 않아요. 순서를 에포크마다 뽑나요, 배치마다 뽑나요?
"""


def minibatches(x, y, batch_size, generator=None):
    n = len(x)
    for start in range(0, n, batch_size):
        size = min(batch_size, n - start)
        rows = torch.randint(n, (size,), generator=generator)
        yield x[rows], y[rows]
