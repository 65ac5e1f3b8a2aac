"""All epochs from there to the end have to stay within the tolerance, instead of `window` of them.

task: 4.9
en: Is it the next few epochs that have to lie close together, or all the rest of the history? See what window says.
ko: 가까이 모여 있어야 하는 것은 그다음 몇 에포크인가요, 기록의 나머지 전부인가요? window의 뜻을 다시 읽어 보세요.
"""


def converged_epoch(history, window, tolerance):
    accs = [h["validation_accuracy"] for h in history]
    for i in range(len(accs) - window + 1):
        seen = accs[i:]
        if max(seen) - min(seen) <= tolerance:
            return i + 1
    return None
