"""Sets the seed of the generator that was handed in, to have a known start. Overlooks that it remembers where it
is, and that its seed was somebody's choice.

task: 2.4
en: One generator gives the same order in every epoch, and so does any other. What do you do to it before you use it?
ko: 같은 generator로 만든 에포크의 순서가 매번 똑같고, 다른 generator를 줘도 똑같아요. 쓰기 전에 generator에 무엇을 하고 있나요?
"""


def minibatches(x, y, batch_size, generator=None):
    if generator is not None:
        generator.manual_seed(0)
    order = torch.randperm(len(x), generator=generator)
    for rows in order.split(batch_size):
        yield x[rows], y[rows]
