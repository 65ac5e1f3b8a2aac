"""Loses the minus sign of the exponent, so that the curve falls instead of rising.

task: 1.1
en: Your curve falls where it should rise: a large z gives a value near 0. Follow the sign of z through the formula.
ko: 올라가야 할 곡선이 내려가요. 큰 z를 넣으면 0에 가까운 값이 나오거든요. 식에서 z의 부호를 따라가 보세요.
"""


def sigmoid(z):
    return 1 / (1 + torch.exp(z.clamp(-80, 80)))
