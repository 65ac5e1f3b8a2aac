"""The model is filled but not returned.

task: 4.8
en: The weights are in the model. But what does the caller of load_checkpoint receive?
ko: 가중치는 모델에 잘 들어갔어요. 그런데 load_checkpoint를 부른 쪽은 무엇을 받나요?
"""


def load_checkpoint(model, path):
    model.load_state_dict(torch.load(path))
