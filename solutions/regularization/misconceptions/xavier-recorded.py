"""Writes into a parameter while autograd is watching, which it does not allow for a leaf.

task: 3.8
en: A plain tensor works, an nn.Parameter does not. Should autograd record an initialisation at all?
ko: 일반 텐서로는 되는데 nn.Parameter로는 안 돼요. 초기화를 autograd가 기록해야 할까요?
"""


def xavier_init_(weight):
    n_out, n_in = weight.shape
    return weight.normal_(0, math.sqrt(2 / (n_in + n_out)))
