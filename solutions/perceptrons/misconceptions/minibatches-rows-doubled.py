"""Shuffles a tensor with random.shuffle, which swaps items as in a list. Items of a tensor are views, so that a
swap overwrites one with the other.

task: 2.4
en: After your shuffling some rows are there twice and others are lost. Is your shuffle made for lists or for tensors, and does it know the generator?
ko: 섞고 나면 어떤 행은 두 번 있고 어떤 행은 사라져요. 지금 쓴 섞기 함수는 리스트용인가요, 텐서용인가요? generator는 알고 있나요?
"""

import random


def minibatches(x, y, batch_size, generator=None):
    order = torch.arange(len(x))
    random.shuffle(order)
    for rows in order.split(batch_size):
        yield x[rows], y[rows]
