"""Only the latest epochs are looked at: has it settled by now? But the question is when it did first.

task: 4.9
en: Your function tells whether the end of the history is settled. Could it have been settled earlier, and what should the answer be then?
ko: 지금은 기록의 끝이 안정되었는지만 알려 줘요. 그보다 일찍 안정되었을 수도 있지 않을까요? 그러면 답이 무엇이어야 할까요?
"""


def converged_epoch(history, window, tolerance):
    accs = [h["validation_accuracy"] for h in history]
    if len(accs) < window:
        return None
    seen = accs[-window:]
    if max(seen) - min(seen) <= tolerance:
        return len(accs) - window + 1
    return None
