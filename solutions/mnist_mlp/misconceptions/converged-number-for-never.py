"""A number (-1) stands for 'never', where the answer should be that there is none.

task: 4.9
en: What should come out if the accuracy never settles? The caller must not mistake the answer for an epoch.
ko: 끝까지 안정되지 않으면 무엇이 나와야 할까요? 부른 쪽이 그 답을 에포크로 착각하면 안 돼요.
"""


def converged_epoch(history, window, tolerance):
    accs = [h["validation_accuracy"] for h in history]
    for i in range(len(accs) - window + 1):
        seen = accs[i : i + window]
        if max(seen) - min(seen) <= tolerance:
            return i + 1
    return -1
