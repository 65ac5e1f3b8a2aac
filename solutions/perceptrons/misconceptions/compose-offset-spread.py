"""Makes a column of one offset only. Overlooks that a column plus a flat vector becomes a table.

task: 2.1
en: Your offset has become a whole table. Print the shapes of the two things you add.
ko: 상수항이 표가 되어 버렸어요. 더하고 있는 두 가지의 모양을 각각 출력해 보세요.
"""


def compose_affine(A1, c1, A2, c2):
    return A2 @ A1, A2 @ c1.reshape(-1, 1) + c2
