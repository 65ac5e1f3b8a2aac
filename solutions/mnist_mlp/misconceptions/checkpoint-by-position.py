"""The tensors are handed out to the parameters in order, whatever their names and shapes.

task: 4.8
en: What tells you that the first tensor of the file belongs to the first parameter of the model? Try a checkpoint of a model with other shapes.
ko: 파일의 첫 번째 텐서가 모델의 첫 번째 파라미터의 것이라고 어떻게 알 수 있나요? 모양이 다른 모델의 체크포인트도 불러와 보세요.
"""


def load_checkpoint(model, path):
    state = torch.load(path)
    for p, tensor in zip(model.parameters(), state.values()):
        p.data = tensor
    return model
