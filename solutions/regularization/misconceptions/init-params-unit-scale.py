"""Takes the standard normal distribution as it comes; sums over hundreds of inputs are then huge from the start.

task: 3.5
en: Print the standard deviation of W1 and compare it with the one in the task.
ko: W1의 표준편차를 출력해서 과제에 적힌 값과 비교해 보세요.
"""


def init_params(num_inputs, num_outputs, num_hiddens):
    W1 = torch.randn(num_inputs, num_hiddens, requires_grad=True)
    b1 = torch.zeros(num_hiddens, requires_grad=True)
    W2 = torch.randn(num_hiddens, num_outputs, requires_grad=True)
    b2 = torch.zeros(num_outputs, requires_grad=True)
    return [W1, b1, W2, b2]
