"""Expects the sizes in the order in which the data pass them: inputs, hidden units, outputs.

task: 3.5
en: Which of the three sizes comes last? Compare your arguments with the given ones, name by name.
ko: 세 가지 크기 중에 마지막에 오는 것은 무엇인가요? 주어진 인자와 이름을 하나씩 비교해 보세요.
"""


def init_params(num_inputs, num_hiddens, num_outputs):
    W1 = nn.Parameter(torch.randn(num_inputs, num_hiddens) * 0.01)
    b1 = nn.Parameter(torch.zeros(num_hiddens))
    W2 = nn.Parameter(torch.randn(num_hiddens, num_outputs) * 0.01)
    b2 = nn.Parameter(torch.zeros(num_outputs))
    return [W1, b1, W2, b2]
