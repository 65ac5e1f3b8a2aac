"""The last layer has no biases, as if only hidden layers needed them.

task: 4.3
en: Count the parameters of each layer by hand and compare. A few numbers are missing: which layer has nothing but weights?
ko: 층마다 파라미터를 손으로 세어서 비교해 보세요. 몇 개가 모자라요. 가중치만 있고 다른 것은 없는 층이 있지 않나요?
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim, bias=False)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.kaiming_normal_(layer.weight)
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
