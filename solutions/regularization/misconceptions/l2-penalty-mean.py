"""Averages over the weights as one averages over the rows of a batch, so the penalty does not grow with the model.

task: 3.3
en: Write down the same weights twice, one after the other. Should the penalty double or stay as it is?
ko: 같은 가중치를 두 번 이어 붙여 보세요. 페널티가 2배가 되어야 할까요, 그대로여야 할까요?
"""


def l2_penalty(w):
    return torch.mean(w**2) / 2
