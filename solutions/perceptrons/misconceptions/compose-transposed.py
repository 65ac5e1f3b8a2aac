"""Composes for row vectors, as in X @ W, where this task multiplies the matrix with x on its right.

task: 2.1
en: Your matrix lies on its side: it fits x @ A, not A @ x. Which of its two sizes is the number of inputs supposed to be?
ko: 행렬이 옆으로 누워 있어요. x @ A에는 맞지만 A @ x에는 맞지 않아요. 두 크기 가운데 입력의 개수는 어느 쪽이어야 할까요?
"""


def compose_affine(A1, c1, A2, c2):
    return A1.T @ A2.T, A2 @ c1 + c2
