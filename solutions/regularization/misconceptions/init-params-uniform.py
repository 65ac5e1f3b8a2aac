"""Takes rand for randn: all weights are positive and none is larger than 0.01.

task: 3.5
en: Is any of your weights negative? Look up which distribution your random function draws from.
ko: 음수인 가중치가 하나라도 있나요? 지금 쓰는 난수 함수가 어떤 분포에서 뽑는지 찾아보세요.
"""


def init_params(num_inputs, num_outputs, num_hiddens):
    W1 = nn.Parameter(torch.rand(num_inputs, num_hiddens) * 0.01)
    b1 = nn.Parameter(torch.zeros(num_hiddens))
    W2 = nn.Parameter(torch.rand(num_hiddens, num_outputs) * 0.01)
    b2 = nn.Parameter(torch.zeros(num_outputs))
    return [W1, b1, W2, b2]
