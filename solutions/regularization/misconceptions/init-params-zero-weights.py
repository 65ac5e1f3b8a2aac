"""Starts the weights at 0 like the biases, and overlooks that hidden units which start equal stay equal for ever.

task: 3.5
en: In what do two hidden units differ with these weights? Think about the gradient that each of them gets.
ko: 이 가중치라면 은닉 유닛끼리 무엇이 다른가요? 각 유닛이 받을 기울기를 생각해 보세요.
"""


def init_params(num_inputs, num_outputs, num_hiddens):
    W1 = torch.zeros(num_inputs, num_hiddens, requires_grad=True)
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    W2 = torch.zeros(num_hiddens, num_outputs, requires_grad=True)
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]
