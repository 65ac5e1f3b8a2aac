"""Reads the weights past autograd (detach, .data or no_grad), as if the penalty did not have to be learned from.

task: 3.3
en: Take a w with requires_grad=True and look at requires_grad of your penalty. What would pull the weights towards zero?
ko: requires_grad=True인 w를 넣고 페널티의 requires_grad를 확인해 보세요. 무엇이 가중치를 0 쪽으로 당겨 줄까요?
"""


def l2_penalty(w):
    return (w.detach() ** 2).sum() / 2
