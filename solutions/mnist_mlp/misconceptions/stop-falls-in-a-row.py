"""Each accuracy is compared with that of the epoch before, so a small recovery below the best one starts the waiting again.

task: 4.9
en: After a fall, a small recovery resets your count. Is it an improvement if the accuracy is still below the best one?
ko: 한 번 떨어졌다가 조금 회복하면 세던 것이 처음으로 돌아가요. 아직 가장 좋은 값보다 낮은데도 좋아진 것일까요?
"""


def should_stop(history, patience):
    accs = [h["validation_accuracy"] for h in history]
    waited = 0
    for before, now in zip(accs, accs[1:]):
        waited = 0 if now > before else waited + 1
    return waited >= patience
