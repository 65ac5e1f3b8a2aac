"""The age of the last epoch is counted as 1 instead of 0, so training stops an epoch too early.

task: 4.9
en: How old is the accuracy of the last epoch in your count? If it is the best so far, patience has not even begun.
ko: 지금 방식으로는 마지막 에포크의 정확도가 몇 에포크 된 것인가요? 그것이 가장 좋은 값이라면 아직 기다리기 시작하지도 않은 거예요.
"""


def should_stop(history, patience):
    if not history:
        return False
    accs = [h["validation_accuracy"] for h in history]
    best = accs.index(max(accs))
    return len(accs) - best >= patience
