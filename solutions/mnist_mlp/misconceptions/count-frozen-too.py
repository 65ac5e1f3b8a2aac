"""All parameters are counted, including those that are frozen and that training cannot change.

task: 4.5
en: Freeze a layer and count again. Which numbers can training still change?
ko: 층 하나를 얼린 다음 다시 세어 보세요. 학습으로 바뀔 수 있는 숫자는 어느 것인가요?
"""


def count_parameters(model):
    return sum(p.numel() for p in model.parameters())
