"""2 / fan_in is passed as the standard deviation, although it is the variance.

task: 4.3
en: Is 2 / fan_in a variance or a standard deviation, and which of the two does the function that you call want?
ko: 2 / fan_in은 분산인가요, 표준편차인가요? 그리고 지금 부르는 함수는 둘 가운데 무엇을 받나요?
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.normal_(layer.weight, 0, 2 / layer.in_features)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
