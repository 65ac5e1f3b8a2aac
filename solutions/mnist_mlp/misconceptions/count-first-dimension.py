"""len of a tensor is taken for its number of elements, but it is only the size of the first dimension.

task: 4.5
en: What does len say about a matrix of 4 rows and 3 columns?
ko: 4행 3열짜리 행렬의 len은 얼마인가요?
"""


def count_parameters(model):
    return sum(len(p) for p in model.parameters() if p.requires_grad)
