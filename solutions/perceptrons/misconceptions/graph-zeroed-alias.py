"""Empties .grad between the two ends, but still holds the first gradient only by its name, so that it is emptied
too.

task: 2.2
en: Both results are the gradient of the second end. When you empty .grad, what happens to the tensor that you took from it before?
ko: 두 결과가 모두 두 번째 끝의 기울기예요. .grad를 비울 때, 거기서 미리 꺼내 둔 텐서는 어떻게 될까요?
"""


def graph_gradients(a):
    a = a.detach().clone().requires_grad_()
    c = 2 * a**2
    c.sum().backward(retain_graph=True)
    de_da = a.grad
    a.grad.zero_()
    c.mean().backward()
    dd_da = a.grad
    return de_da, dd_da
