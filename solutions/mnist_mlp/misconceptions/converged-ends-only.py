"""Only the first and the last accuracy of a window are compared; what happens between them is not seen.

task: 4.9
en: Would your function notice a window that goes up and comes back down? Think about what 'span' means.
ko: 구간 안에서 올라갔다가 다시 내려오면 알아차릴 수 있나요? '폭'이 무엇을 뜻하는지 생각해 보세요.
"""


def converged_epoch(history, window, tolerance):
    accs = [h["validation_accuracy"] for h in history]
    for i in range(len(accs) - window + 1):
        seen = accs[i : i + window]
        if abs(seen[-1] - seen[0]) <= tolerance:
            return i + 1
    return None
