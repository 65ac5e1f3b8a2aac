"""All epochs without improvement are counted together, and a new best accuracy does not start the count again.

task: 4.9
en: When the model reaches a new best accuracy, how long has it been waiting since then? Follow your counter through such a history.
ko: 가장 좋은 정확도가 새로 나왔다면, 그때부터 기다린 시간은 얼마인가요? 그런 기록을 하나 정해 카운터를 따라가 보세요.
"""


def should_stop(history, patience):
    best, waited = -1, 0
    for h in history:
        if h["validation_accuracy"] > best:
            best = h["validation_accuracy"]
        else:
            waited += 1
    return waited >= patience
