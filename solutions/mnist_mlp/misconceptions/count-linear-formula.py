"""The formula for a linear layer with bias is added up, so other layers are missed, and biases counted where there are none.

task: 4.5
en: Your formula knows one kind of layer. What about batch normalisation, a layer without bias, or a frozen one?
ko: 지금 쓴 식은 한 종류의 층만 알아요. 배치 정규화나 편향이 없는 층, 얼린 층이 있으면 어떻게 되나요?
"""


def count_parameters(model):
    total = 0
    for m in model.modules():
        if isinstance(m, nn.Linear):
            total += m.in_features * m.out_features + m.out_features
    return total
