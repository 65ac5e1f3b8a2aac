"""Stops one batch before the end, to be sure not to read past it.

task: 2.4
en: The last batch is missing. Where does your loop over the starts end, and what does a slice do that reaches past the end?
ko: 마지막 배치가 빠져요. 시작 위치를 도는 반복문은 어디에서 끝나나요? 슬라이스가 텐서의 끝을 넘어가면 어떻게 될까요?
"""


def minibatches(x, y, batch_size, generator=None):
    order = torch.randperm(len(x), generator=generator)
    for start in range(0, len(x) - batch_size, batch_size):
        rows = order[start : start + batch_size]
        yield x[rows], y[rows]
