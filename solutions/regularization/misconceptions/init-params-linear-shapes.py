"""Stores the weights as nn.Linear does, (outputs, inputs), while this task multiplies X by W1 as it is.

task: 3.5
en: Follow the shapes through X W1 + b1. Which of the two sizes of W1 has to meet the columns of X?
ko: X W1 + b1에서 모양을 따라가 보세요. W1의 두 크기 중에 X의 열과 만나야 하는 것은 어느 쪽인가요?
"""


def init_params(num_inputs, num_outputs, num_hiddens):
    W1 = nn.Parameter(torch.randn(num_hiddens, num_inputs) * 0.01)
    b1 = nn.Parameter(torch.zeros(num_hiddens))
    W2 = nn.Parameter(torch.randn(num_outputs, num_hiddens) * 0.01)
    b2 = nn.Parameter(torch.zeros(num_outputs))
    return [W1, b1, W2, b2]


def net(X, params):
    W1, b1, W2, b2 = params
    H = relu(X.flatten(1) @ W1.T + b1)
    return H @ W2.T + b2
