"""Differentiates the square by hand and overlooks the factor between b and c.

task: 2.2
en: Both gradients are exactly half as large as they should be. Walk from the end to `a` link by link: is every factor in your product?
ko: 두 기울기가 모두 딱 절반이에요. 끝에서 a까지 한 고리씩 따라가 보세요. 곱해야 할 것을 모두 곱했나요?
"""


def graph_gradients(a):
    a = a.detach()
    return 2 * a, 2 * a / a.numel()
