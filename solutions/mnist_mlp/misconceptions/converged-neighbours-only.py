"""Each accuracy is compared with the next one only, so a steady slow climb counts as settled.

task: 4.9
en: Can accuracies climb for ever in small steps and still count as settled in your function?
ko: 정확도가 조금씩 끝없이 올라가도 수렴했다고 답하지 않나요? 이웃끼리만 비교하면 무엇을 놓치는지 생각해 보세요.
"""


def converged_epoch(history, window, tolerance):
    accs = [h["validation_accuracy"] for h in history]
    for i in range(len(accs) - window + 1):
        seen = accs[i : i + window]
        if all(abs(a - b) <= tolerance for a, b in zip(seen, seen[1:])):
            return i + 1
    return None
