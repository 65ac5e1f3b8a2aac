"""Calls backward twice and overlooks that the second gradient is added to the first one in .grad.

task: 2.2
en: The first gradient is right and the second one is too large by exactly the first. What was in .grad when the second `backward()` came?
ko: 첫 번째 기울기는 맞는데 두 번째가 딱 첫 번째만큼 더 커요. 두 번째 `backward()`를 부를 때 .grad에는 무엇이 들어 있었나요?
"""


def graph_gradients(a):
    a = a.detach().clone().requires_grad_()
    c = 2 * a**2
    c.sum().backward(retain_graph=True)
    de_da = a.grad.clone()
    c.mean().backward()
    dd_da = a.grad
    return de_da, dd_da
