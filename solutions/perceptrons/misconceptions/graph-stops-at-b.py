"""Differentiates by b instead of a, one link of the chain too short.

task: 2.2
en: Your gradients do not depend on the values of `a` at all. Did you go back all the way, or stop one step before it?
ko: 기울기가 a의 값과 전혀 상관이 없어요. 끝까지 거슬러 갔나요, 아니면 a의 한 걸음 앞에서 멈췄나요?
"""


def graph_gradients(a):
    b = (a.detach() ** 2).requires_grad_()
    c = 2 * b
    (de_db,) = torch.autograd.grad(c.sum(), b, retain_graph=True)
    (dd_db,) = torch.autograd.grad(c.mean(), b)
    return de_db, dd_db
