"""Windows at the end that have fewer than `window` epochs count as well; a single epoch always spans 0.

task: 4.9
en: What does your last window look like, and how many epochs does it hold? One epoch alone is always close to itself.
ko: 마지막 구간에는 에포크가 몇 개 들어 있나요? 에포크가 하나뿐이면 폭은 언제나 0이에요.
"""


def converged_epoch(history, window, tolerance):
    accs = [h["validation_accuracy"] for h in history]
    for i in range(len(accs)):
        seen = accs[i : i + window]
        if max(seen) - min(seen) <= tolerance:
            return i + 1
    return None
