"""PyTorch's own initialisation is taken for He normal, although it is uniform and has a smaller spread.

task: 4.3
en: Which distribution does nn.Linear draw from by itself? Look it up and compare its spread with that of He normal.
ko: nn.Linear는 스스로 어떤 분포에서 가중치를 뽑을까요? 문서에서 찾아보고, 퍼진 정도를 He 정규분포와 비교해 보세요.
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            layer.reset_parameters()
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
