"""Uses the L2 norm itself where half of its square is meant.

task: 3.3
en: Double w: this penalty should become four times as large. What does yours do?
ko: w를 2배로 하면 이 페널티는 4배가 되어야 해요. 지금은 몇 배가 되나요?
"""


def l2_penalty(w):
    return torch.norm(w)
