"""An equal accuracy later counts as a new best one, so the waiting starts again.

task: 4.9
en: Suppose the best accuracy is reached again later, but not beaten. Has the model improved?
ko: 가장 좋은 정확도가 나중에 한 번 더 나왔지만 넘어서지는 못했다고 해 보세요. 모델이 좋아진 것일까요?
"""


def should_stop(history, patience):
    if not history:
        return False
    accs = [h["validation_accuracy"] for h in history]
    best = 0
    for i, acc in enumerate(accs):
        if acc >= accs[best]:
            best = i
    return len(accs) - 1 - best >= patience
