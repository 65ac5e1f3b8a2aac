"""He's uniform distribution is used: the spread is right, but the assignment asks for the normal one.

task: 4.3
en: The spread of your weights is right, but a histogram of them has the wrong shape. He initialisation comes in two versions.
ko: 가중치가 퍼진 정도는 맞는데 히스토그램의 모양이 달라요. He 초기화에는 두 가지가 있어요.
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.kaiming_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
