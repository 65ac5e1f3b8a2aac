"""Takes the square root whatever the order is, as in the L2 norm that everyone knows.

task: 3.2
en: p = 2 comes out right and the other orders do not. Which root undoes a p-th power?
ko: p = 2만 맞고 다른 p에서는 달라요. p제곱을 되돌리려면 몇 제곱근을 구해야 할까요?
"""


def lp_norm(x, p):
    return torch.sqrt((x.abs() ** p).sum())
