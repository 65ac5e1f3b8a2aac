"""Shuffles x and y in place, believing that a function has copies of its arguments.

task: 2.4
en: The batches are right, but the caller's own x and y have been shuffled too. Where do you write the new order?
ko: 배치는 맞지만 함수를 부른 쪽의 x와 y까지 섞여 버렸어요. 새 순서를 어디에 쓰고 있나요?
"""


def minibatches(x, y, batch_size, generator=None):
    order = torch.randperm(len(x), generator=generator)
    x[:] = x[order]
    y[:] = y[order]
    for start in range(0, len(x), batch_size):
        yield x[start : start + batch_size], y[start : start + batch_size]
