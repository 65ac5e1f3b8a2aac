"""Adds the two offsets up and overlooks that the first one still passes through the second map.

task: 2.1
en: The matrix is right, the offset is not. What happens to the first offset on its way through the second map?
ko: 행렬은 맞는데 상수항이 달라요. 첫 번째 상수항은 두 번째 변환을 지나면서 어떻게 될까요?
"""


def compose_affine(A1, c1, A2, c2):
    return A2 @ A1, c1 + c2
