"""Copies the slide's lambda / 2 to the L1 penalty, where there is no 2 for it to cancel.

task: 3.3
en: What is the half of the L2 penalty good for? Ask the same question of the absolute value.
ko: L2 페널티의 1/2은 왜 붙였나요? 절댓값에도 같은 이유가 있는지 생각해 보세요.
"""


def l1_penalty(w):
    return torch.sum(torch.abs(w)) / 2
