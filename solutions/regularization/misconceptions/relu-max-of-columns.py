"""Picks the values out of torch.max(X, 0) and takes them for a comparison with 0, but they are the largest of each column.

task: 3.1
en: The result has lost a dimension. Do you compare each element with zero, or the elements of a column with one another?
ko: 결과에서 차원 하나가 사라졌어요. 원소를 0과 비교하고 있나요, 아니면 같은 열의 원소끼리 비교하고 있나요?
"""


def relu(X):
    return torch.max(X, 0).values
