"""Takes * for the matrix product, as it is on paper.

task: 2.1
en: Your product goes entry by entry. Which operator combines rows with columns in PyTorch?
ko: 지금은 같은 자리의 원소끼리 곱하고 있어요. PyTorch에서 행과 열을 엮어 곱하는 연산자는 무엇일까요?
"""


def compose_affine(A1, c1, A2, c2):
    return A2 * A1, A2 @ c1 + c2
