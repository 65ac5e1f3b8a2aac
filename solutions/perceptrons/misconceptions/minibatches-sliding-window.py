"""Cuts a batch at every row instead of every batch_size rows.

task: 2.4
en: Neighbouring batches share most of their rows, and there are as many batches as rows. By how much does the start move from batch to batch?
ko: 이웃한 배치끼리 행이 거의 겹치고, 배치가 행의 개수만큼 나와요. 다음 배치로 갈 때 시작 위치는 얼마나 움직이나요?
"""


def minibatches(x, y, batch_size, generator=None):
    order = torch.randperm(len(x), generator=generator)
    for start in range(len(x)):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]
