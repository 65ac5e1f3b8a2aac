"""Works on the tensor that was handed in, as in a script, and overlooks that its .grad belongs to the caller.

task: 2.2
en: The gradients are right, but afterwards the caller finds something in the .grad of `a`. On which tensor did you call for gradients?
ko: 기울기는 맞지만 함수를 부르고 나면 넘겨받은 a의 .grad에 무언가 남아 있어요. 어느 텐서에서 기울기를 구했나요?
"""


def graph_gradients(a):
    a.requires_grad_()
    c = 2 * a**2
    c.sum().backward(retain_graph=True)
    de_da = a.grad.clone()
    a.grad.zero_()
    c.mean().backward()
    dd_da = a.grad.clone()
    return de_da, dd_da
