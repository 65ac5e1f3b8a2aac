"""The homework's 'three-layer perceptron' is built with three weight layers, although the input counts as one of the three there.

task: 4.3
en: When the homework says three layers, what does it count? Compare your number of parameters with the one in the docstring.
ko: 숙제에서 말하는 3층은 무엇을 세어서 3일까요? 모델의 파라미터 개수를 docstring에 적힌 수와 비교해 보세요.
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, hdim)
        self.lin_3 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2, self.lin_3):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        x = torch.relu(self.lin_2(x))
        return self.lin_3(x)
