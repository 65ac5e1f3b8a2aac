"""Everything in state_dict() is counted: buffers and frozen parameters, too.

task: 4.5
en: state_dict() holds all that is needed to bring a model back. Is every bit of that changed by the optimizer?
ko: state_dict()에는 모델을 되살리는 데 필요한 것이 모두 들어 있어요. 그것을 전부 옵티마이저가 바꾸나요?
"""


def count_parameters(model):
    return sum(t.numel() for t in model.state_dict().values())
