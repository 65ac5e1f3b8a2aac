"""Starts backward at c itself. Overlooks that it needs one number to start from.

task: 2.2
en: `backward()` does not know where to start when there are many numbers. Which two single numbers does the task build from c?
ko: 숫자가 여러 개면 `backward()`가 어디서 출발할지 몰라요. 과제에서 c로 만드는 숫자 두 개는 무엇인가요?
"""


def graph_gradients(a):
    a = a.detach().clone().requires_grad_()
    c = 2 * a**2
    c.backward(retain_graph=True)
    de_da = a.grad.clone()
    return de_da, de_da / a.numel()
