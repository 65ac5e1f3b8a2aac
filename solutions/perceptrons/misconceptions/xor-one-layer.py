"""Believes that one unit can learn any gate, since it learned AND.

task: 2.6
en: Your network has 3 parameters: it is a single perceptron, and it draws a single line. What does the 3 in 2-3-1 stand for?
ko: 파라미터가 3개뿐이에요. 퍼셉트론 하나라서 직선도 하나밖에 못 그어요. 2-3-1의 3은 무엇을 뜻할까요?
"""


class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(2, 1)

    def forward(self, x):
        return torch.sigmoid(self.linear(x))
