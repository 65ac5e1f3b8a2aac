"""Asks for gradients first and copies afterwards. Overlooks that a computed tensor keeps no .grad.

task: 2.2
en: The .grad you read is None, because your tensor was itself computed from another one. In which order do you copy and ask for gradients?
ko: 지금 읽는 텐서는 다른 텐서에서 계산되어 나온 것이라 .grad가 None이에요. 복사하는 것과 기울기를 요청하는 것, 어느 쪽을 먼저 하나요?
"""


def graph_gradients(a):
    a = a.detach().requires_grad_().clone()
    c = 2 * a**2
    c.sum().backward(retain_graph=True)
    de_da = a.grad.clone()
    a.grad.zero_()
    c.mean().backward()
    dd_da = a.grad.clone()
    return de_da, dd_da
