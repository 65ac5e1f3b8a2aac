"""Clamps through `.data`, so that autograd does not complain. Overlooks that this writes into the caller's tensor.

task: 1.1
en: The result is right, but the z that was handed in holds other numbers after the call. Which of your operations writes into the tensor it works on?
ko: 결과는 맞지만 함수를 부르고 나면 넘겨받은 z의 값이 달라져 있어요. 텐서를 제자리에서 고쳐 쓰는 연산이 있나요?
"""


def sigmoid(z):
    z.data.clamp_(-80, 80)
    return 1 / (1 + torch.exp(-z))
