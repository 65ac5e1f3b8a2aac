"""The loop stops one window early, so the last one is never looked at.

task: 4.9
en: How many windows of 3 fit into 3 epochs? Count how often your loop runs.
ko: 에포크가 3개일 때 길이가 3인 구간은 몇 개 들어가나요? 루프가 몇 번 도는지 세어 보세요.
"""


def converged_epoch(history, window, tolerance):
    accs = [h["validation_accuracy"] for h in history]
    for i in range(len(accs) - window):
        seen = accs[i : i + window]
        if max(seen) - min(seen) <= tolerance:
            return i + 1
    return None
