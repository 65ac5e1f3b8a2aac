"""Believes that `c2 += ...` is short for `c2 = c2 + ...`. For tensors it writes into the tensor of the caller.

task: 2.1
en: The result is right, but the second offset that was handed in has changed. Which operator writes into a tensor instead of making a new one?
ko: 결과는 맞지만 넘겨받은 두 번째 상수항이 바뀌어 있어요. 새 텐서를 만들지 않고 원래 있던 텐서를 고쳐 쓰는 연산자는 무엇일까요?
"""


def compose_affine(A1, c1, A2, c2):
    c2 += A2 @ c1
    return A2 @ A1, c2
