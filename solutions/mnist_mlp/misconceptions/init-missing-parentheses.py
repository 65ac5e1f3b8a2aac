"""Parentheses are missing around a sum of sizes: 2 / out + in divides first and then adds, so the weights start far too large.

task: 4.3
en: Put the sizes of one layer into your formula by hand. In which order does Python divide and add, and which sizes does He's formula need at all?
ko: 층 하나의 크기를 식에 직접 넣어 계산해 보세요. 파이썬은 나눗셈과 덧셈을 어떤 순서로 하나요? 또 He의 식에는 어떤 크기가 필요한가요?
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            n_out, n_in = layer.weight.shape
            nn.init.normal_(layer.weight, 0, (2 / n_out + n_in) ** 0.5)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
