"""Only the weights are counted and the biases forgotten.

task: 4.5
en: What does a linear layer learn besides its matrix?
ko: 선형층이 행렬 말고 또 무엇을 배우나요?
"""


def count_parameters(model):
    return sum(p.numel() for name, p in model.named_parameters() if "weight" in name and p.requires_grad)
