"""The index of the list is returned, which counts from 0, and epochs count from 1.

task: 4.9
en: If the very first epochs are settled already, what should the answer be? A list and a history count from different numbers.
ko: 맨 처음부터 이미 안정되어 있다면 답이 얼마여야 할까요? 리스트와 에포크는 세기 시작하는 숫자가 달라요.
"""


def converged_epoch(history, window, tolerance):
    accs = [h["validation_accuracy"] for h in history]
    for i in range(len(accs) - window + 1):
        seen = accs[i : i + window]
        if max(seen) - min(seen) <= tolerance:
            return i
    return None
