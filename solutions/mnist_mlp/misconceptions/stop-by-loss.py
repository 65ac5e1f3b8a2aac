"""The training loss decides instead of the validation accuracy; it may fall for ever while the model overfits.

task: 4.9
en: Which number of the history do you watch? One of them can go on improving although the model has stopped getting better on new images.
ko: 기록의 어느 숫자를 보고 있나요? 새 이미지에서는 더 나아지지 않는데도 계속 좋아지는 숫자가 하나 있어요.
"""


def should_stop(history, patience):
    if not history:
        return False
    losses = [h["loss"] for h in history]
    best = losses.index(min(losses))
    return len(losses) - 1 - best >= patience
