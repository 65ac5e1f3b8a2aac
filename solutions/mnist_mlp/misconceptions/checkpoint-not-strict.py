"""strict=False makes the error go away, but then names that do not match are passed over in silence.

task: 4.8
en: Load a checkpoint of a model whose layers have other names. Are the weights really in your model afterwards?
ko: 층의 이름이 다른 모델의 체크포인트를 불러와 보세요. 그 뒤에 가중치가 정말로 모델에 들어가 있나요?
"""


def load_checkpoint(model, path):
    model.load_state_dict(torch.load(path), strict=False)
    return model
