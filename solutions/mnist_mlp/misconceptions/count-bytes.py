"""The bytes that the parameters take are counted instead of the parameters.

task: 4.5
en: Your result is exactly four times too large. Four of what does one float32 number take up?
ko: 결과가 정확히 네 배로 나와요. float32 숫자 하나가 네 개씩 차지하는 것이 무엇일까요?
"""


def count_parameters(model):
    return sum(p.numel() * p.element_size() for p in model.parameters() if p.requires_grad)
