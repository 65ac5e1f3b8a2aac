"""Only the parameters are saved; buffers such as the moving averages of batch normalisation are lost.

task: 4.8
en: Save a model with batch normalisation. Is there anything it needs for evaluation that is no parameter?
ko: 배치 정규화가 든 모델을 저장해 보세요. 평가할 때 필요한데 파라미터가 아닌 것이 있지 않나요?
"""


def save_checkpoint(model, path):
    torch.save(dict(model.named_parameters()), path)
