"""784 is written into forward, so a model with another number of inputs cannot run.

task: 4.3
en: Does your forward also work in a model with 12 inputs? Look for a number in it that belongs to MNIST alone.
ko: 입력이 12개인 모델에서도 forward가 돌아가나요? forward 안에 MNIST에만 맞는 숫자가 있는지 찾아보세요.
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.view(-1, 784)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
