"""Multiplies the matrices in the order in which they are applied, reading from left to right as one reads a text.

task: 2.1
en: The map that acts first does not stand first in the product. Write the two maps out for one x: which matrix is next to it?
ko: 먼저 작용하는 변환이 곱에서도 먼저 오는 것은 아니에요. x 하나에 두 변환을 차례로 써 보세요. x 바로 옆에 오는 행렬은 어느 것인가요?
"""


def compose_affine(A1, c1, A2, c2):
    return A1 @ A2, A2 @ c1 + c2
