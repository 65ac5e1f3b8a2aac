"""Computes tanh of |z| and gives the sign back afterwards. Overlooks that sign and abs both have the slope 0 at z
= 0.

task: 1.1
en: Everything is right except the gradient at exactly z = 0, where it vanishes. What do `sign` and `abs` pass back at that point?
ko: 다 맞는데 딱 z = 0에서 기울기가 사라져요. 그 점에서 `sign`과 `abs`를 미분하면 무엇이 남을까요?
"""


def tanh(z):
    e = torch.exp(-2 * z.abs())
    return torch.sign(z) * (1 - e) / (1 + e)
