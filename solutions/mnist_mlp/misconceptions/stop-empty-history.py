"""An empty history is not thought of, and the maximum of nothing is an error.

task: 4.9
en: What does your function do before the first epoch, when there is nothing to compare yet?
ko: 첫 에포크가 끝나기 전, 아직 비교할 것이 하나도 없을 때는 함수가 어떻게 되나요?
"""


def should_stop(history, patience):
    accs = [h["validation_accuracy"] for h in history]
    best = accs.index(max(accs))
    return len(accs) - 1 - best >= patience
