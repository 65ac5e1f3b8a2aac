"""Every layer is followed by ReLU, the last one included, so that no score can be negative.

task: 4.3
en: Can your model ever give a class a negative score? Think about which layers need an activation behind them.
ko: 모델이 어떤 클래스에 음수 점수를 줄 수 있나요? 어느 층 뒤에 활성화 함수가 필요한지 생각해 보세요.
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
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return torch.relu(self.lin_2(x))
