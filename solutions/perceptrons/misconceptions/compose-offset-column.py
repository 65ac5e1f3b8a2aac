"""Turns the offsets into columns, as they are drawn on paper, and hands a column back.

task: 2.1
en: The numbers are right, but the offset is a column, that is, a matrix. Which shape did the offsets have that were handed in?
ko: 숫자는 맞는데 상수항이 1차원 벡터가 아니라 열 모양의 행렬이에요. 넘겨받은 상수항은 어떤 모양이었나요?
"""


def compose_affine(A1, c1, A2, c2):
    c = A2 @ c1.reshape(-1, 1) + c2.reshape(-1, 1)
    return A2 @ A1, c
