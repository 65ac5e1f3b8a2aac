"""The whole model is pickled, and loading returns the object from the file instead of filling the model that was passed in.

task: 4.8
en: What happens to the model that load_checkpoint was given? The caller still holds it and expects the weights in there.
ko: load_checkpoint가 받은 모델은 어떻게 되나요? 함수를 부른 쪽은 그 모델을 아직 들고 있고, 가중치가 거기에 채워지기를 기대해요.
"""


def save_checkpoint(model, path):
    torch.save(model, path)


def load_checkpoint(model, path):
    return torch.load(path, weights_only=False)
