"""The loss is watched instead of the validation accuracy.

task: 4.9
en: A history holds several numbers per epoch. Which of them is this question about?
ko: 기록에는 에포크마다 숫자가 여러 개 있어요. 이 질문은 그중 어느 것에 대한 것인가요?
"""


def converged_epoch(history, window, tolerance):
    accs = [h["loss"] for h in history]
    for i in range(len(accs) - window + 1):
        seen = accs[i : i + window]
        if max(seen) - min(seen) <= tolerance:
            return i + 1
    return None
