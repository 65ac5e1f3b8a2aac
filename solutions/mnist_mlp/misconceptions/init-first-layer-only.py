"""Only the first layer is initialised; the last one stays as PyTorch made it.

task: 4.3
en: For each layer compare the spread of its weights with what it should be. Does init_param reach all of them?
ko: 층마다 가중치가 퍼진 정도를 원래 나와야 할 값과 비교해 보세요. init_param이 모든 층에 닿나요?
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        nn.init.kaiming_normal_(self.lin_1.weight)
        nn.init.zeros_(self.lin_1.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
