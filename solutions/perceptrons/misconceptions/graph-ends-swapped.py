"""Returns the gradients in the order of the letters, d before e, where the task asks for e first.

task: 2.2
en: Both gradients are right, but they come in the other order. Which of the two is to be first?
ko: 두 기울기 모두 맞는데 순서가 바뀌었어요. 무엇을 먼저 돌려주기로 했나요?
"""


def graph_gradients(a):
    a = a.detach().clone().requires_grad_()
    c = 2 * a**2
    (de_da,) = torch.autograd.grad(c.sum(), a, retain_graph=True)
    (dd_da,) = torch.autograd.grad(c.mean(), a)
    return dd_da, de_da
