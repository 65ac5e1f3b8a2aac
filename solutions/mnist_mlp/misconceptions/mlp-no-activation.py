"""Two linear layers are stacked without an activation between them; together they are a single affine map.

task: 4.3
en: What can two linear layers in a row do that a single one cannot? Look at what happens between yours.
ko: 선형층 두 개를 바로 이어 붙이면 하나일 때보다 더 할 수 있는 일이 있을까요? 두 층 사이에서 무슨 일이 일어나는지 살펴보세요.
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
        x = self.lin_1(x)
        return self.lin_2(x)
