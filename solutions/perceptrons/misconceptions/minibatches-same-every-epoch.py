"""Seeds inside the function to make the run reproducible. Overlooks that every epoch then has the same order.

task: 2.4
en: Without a generator every epoch has the same order. How often is your seed set?
ko: generator를 주지 않으면 에포크마다 순서가 똑같아요. 시드를 언제, 몇 번 정하고 있나요?
"""


def minibatches(x, y, batch_size, generator=None):
    torch.manual_seed(0)
    order = torch.randperm(len(x), generator=generator)
    for rows in order.split(batch_size):
        yield x[rows], y[rows]
