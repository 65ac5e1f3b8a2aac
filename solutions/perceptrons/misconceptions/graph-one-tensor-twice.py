"""Keeps a.grad under two names and believes that the first name holds the earlier value. (One backward for both
ends does the same.)

task: 2.2
en: Both results are the same, the sum of the two gradients. Do your two names stand for two tensors, or for one that was written to twice?
ko: 두 결과가 똑같고, 두 기울기를 더한 값이에요. 두 이름이 서로 다른 텐서인가요, 아니면 값이 두 번 더해진 텐서 하나인가요?
"""


def graph_gradients(a):
    a = a.detach().clone().requires_grad_()
    c = 2 * a**2
    c.sum().backward(retain_graph=True)
    de_da = a.grad
    c.mean().backward()
    dd_da = a.grad
    return de_da, dd_da
