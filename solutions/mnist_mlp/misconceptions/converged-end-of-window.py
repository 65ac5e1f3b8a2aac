"""The last epoch of the window is returned, when it could be told, and not the first, from which it holds.

task: 4.9
en: Your answer is the epoch at which one can tell. From which epoch on were the accuracies close together?
ko: 지금 답은 수렴했다는 것을 알아차린 에포크예요. 정확도가 모이기 시작한 것은 어느 에포크부터인가요?
"""


def converged_epoch(history, window, tolerance):
    accs = [h["validation_accuracy"] for h in history]
    for i in range(len(accs) - window + 1):
        seen = accs[i : i + window]
        if max(seen) - min(seen) <= tolerance:
            return i + window
    return None
