"""The result of load_state_dict is returned as if it were the model; it is a report on missing and unexpected names.

task: 4.8
en: What does load_state_dict return? Print it: is that a model?
ko: load_state_dict는 무엇을 돌려주나요? 출력해 보세요. 그것이 모델인가요?
"""


def load_checkpoint(model, path):
    return model.load_state_dict(torch.load(path))
