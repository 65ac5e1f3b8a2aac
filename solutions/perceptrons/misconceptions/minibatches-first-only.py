"""Returns inside the loop, so that the first batch is the only one.

task: 2.4
en: Only one batch comes back. What happens to the loop when it reaches `return`, and is there a word that goes on afterwards?
ko: 배치가 하나만 나와요. 반복문이 `return`을 만나면 어떻게 될까요? 하나를 내놓고 나서도 반복을 이어 가는 방법이 있을까요?
"""


def minibatches(x, y, batch_size, generator=None):
    order = torch.randperm(len(x), generator=generator)
    for rows in order.split(batch_size):
        return x[rows], y[rows]
