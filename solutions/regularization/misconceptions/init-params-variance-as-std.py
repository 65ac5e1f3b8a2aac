"""Passes on the variance of N(0, 0.01^2) where torch's normal wants the standard deviation.

task: 3.5
en: The second number of N(0, 0.01²) is a variance. What is the second number that torch's normal asks for?
ko: N(0, 0.01²)의 두 번째 수는 분산이에요. torch의 normal이 두 번째로 받는 수는 무엇인가요?
"""


def init_params(num_inputs, num_outputs, num_hiddens):
    W1 = torch.normal(0, 0.01**2, (num_inputs, num_hiddens), requires_grad=True)
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    W2 = torch.normal(0, 0.01**2, (num_hiddens, num_outputs), requires_grad=True)
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]
