"""Switches requires_grad on before the scaling, so what is returned is the result of a calculation and no leaf.

task: 3.5
en: Ask for W1.is_leaf. Which tensor gets the gradient in .grad: the one you drew or the one you return?
ko: W1.is_leaf를 확인해 보세요. 기울기가 .grad에 담기는 것은 처음에 뽑은 텐서인가요, 돌려준 텐서인가요?
"""


def init_params(num_inputs, num_outputs, num_hiddens):
    W1 = torch.randn(num_inputs, num_hiddens, requires_grad=True) * 0.01
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    W2 = torch.randn(num_hiddens, num_outputs, requires_grad=True) * 0.01
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]
