"""The state_dict is kept in a variable as the 'saved' model; its tensors are the live weights, which go on learning, and no file is written.

task: 4.8
en: Train on after saving, then load. Do you get the old weights back, or those of now? And is there a file?
ko: 저장한 다음 학습을 더 하고 다시 불러와 보세요. 예전 가중치가 돌아오나요, 지금 가중치가 나오나요? 파일은 만들어졌나요?
"""


saved = {}


def save_checkpoint(model, path):
    saved[str(path)] = model.state_dict()


def load_checkpoint(model, path):
    model.load_state_dict(saved[str(path)])
    return model
