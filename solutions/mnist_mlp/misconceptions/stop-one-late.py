"""The best epoch has to be more than patience epochs old, so training goes on for one epoch too many.

task: 4.9
en: If the best accuracy is exactly patience epochs old, is it time to stop? Read the docstring word by word.
ko: 가장 좋은 정확도가 딱 patience 에포크 전의 것이라면 멈춰야 하나요? docstring을 한 마디씩 읽어 보세요.
"""


def should_stop(history, patience):
    if not history:
        return False
    accs = [h["validation_accuracy"] for h in history]
    best = accs.index(max(accs))
    return len(accs) - 1 - best > patience
