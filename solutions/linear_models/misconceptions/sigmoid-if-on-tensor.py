"""Chooses the formula with an `if`, as one would for a single number. Overlooks that a tensor has many signs.

task: 1.1
en: An `if` needs one yes or no, but every element of z has an answer of its own. How can each element get the formula that suits it?
ko: if는 참이나 거짓 하나만 받는데, z는 원소마다 답이 달라요. 원소마다 알맞은 식을 쓰게 하려면 어떻게 해야 할까요?
"""


def sigmoid(z):
    if z >= 0:
        return 1 / (1 + torch.exp(-z))
    return torch.exp(z) / (1 + torch.exp(z))
