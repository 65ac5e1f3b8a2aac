"""The last accuracy is compared with the one patience epochs before, instead of looking for the best one.

task: 4.9
en: You compare two epochs. Where was the best accuracy so far, and does your answer know of it?
ko: 두 에포크만 비교하고 있어요. 지금까지 가장 좋았던 정확도는 어디에 있나요? 답을 낼 때 그것을 알고 있나요?
"""


def should_stop(history, patience):
    if len(history) <= patience:
        return False
    return history[-1]["validation_accuracy"] <= history[-1 - patience]["validation_accuracy"]
