"""A layer was renamed in one place only: forward uses a name that __init__ never gave, which shows when the model is called and not before.

task: 4.3
en: Building the model works, calling it does not. Compare the names in __init__ with those in forward, letter by letter.
ko: 모델을 만들 때는 괜찮은데 부르면 오류가 나요. __init__에 쓴 이름과 forward에 쓴 이름을 한 글자씩 비교해 보세요.
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
        x = torch.relu(self.fc_1(x))
        return self.lin_2(x)
