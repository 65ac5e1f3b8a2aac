"""Writes into the tensor it was given and forgets that X still belongs to the caller.

task: 3.1
en: Print X before and after the call. Whose tensor do you write into?
ko: 함수를 부르기 전과 후에 X를 출력해 보세요. 지금 누구의 텐서에 값을 쓰고 있나요?
"""


def relu(X):
    X[X < 0] = 0
    return X
