"""The file is read, but its tensors never get into the model: state_dict() returns a dict of its own, and changing that changes no weight.

task: 4.8
en: Compare the weights before and after loading. How do the numbers from the file find their way into the model?
ko: 불러오기 전과 후의 가중치를 비교해 보세요. 파일에서 읽은 숫자가 어떻게 모델 안으로 들어가나요?
"""


def load_checkpoint(model, path):
    model.state_dict().update(torch.load(path))
    return model
