"""Returns plain tensors and leaves it to chance whether autograd takes them for parameters.

task: 3.5
en: Call backward() on a loss and look at W1.grad. How is autograd to know that you want a gradient for W1?
ko: 손실에 backward()를 부르고 W1.grad를 보세요. W1의 기울기가 필요하다는 걸 autograd는 어떻게 알 수 있을까요?
"""


def init_params(num_inputs, num_outputs, num_hiddens):
    W1 = torch.randn(num_inputs, num_hiddens) * 0.01
    b1 = torch.zeros(num_hiddens)
    W2 = torch.randn(num_hiddens, num_outputs) * 0.01
    b2 = torch.zeros(num_outputs)
    return [W1, b1, W2, b2]
