"""Reads torch.max(X, 0) as "the larger of X and 0", while a number in second place is a dimension to reduce over.

task: 3.1
en: What does torch.max do with a number as its second argument? Print the type of what your function returns.
ko: torch.max의 두 번째 인자에 숫자를 넣으면 무슨 뜻이 될까요? 함수가 돌려준 값의 type을 출력해 보세요.
"""


def relu(X):
    return torch.max(X, 0)
