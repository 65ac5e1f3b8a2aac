"""Believes that a graph can be walked back any number of times. backward() frees it unless asked not to.

task: 2.2
en: The second walk back fails because the first one has cleared the graph away. Can you ask to keep it, or lay it out again?
ko: 첫 번째로 거꾸로 지나가면서 그래프를 치워 버려서 두 번째에 실패했어요. 그래프를 남겨 달라고 하거나 다시 만들 방법이 있을까요?
"""


def graph_gradients(a):
    a = a.detach().clone().requires_grad_()
    c = 2 * a**2
    c.sum().backward()
    de_da = a.grad.clone()
    a.grad.zero_()
    c.mean().backward()
    dd_da = a.grad.clone()
    return de_da, dd_da
