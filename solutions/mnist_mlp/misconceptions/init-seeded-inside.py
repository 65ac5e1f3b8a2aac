"""A fixed seed is set inside init_param to make runs reproducible, so every call draws the same weights.

task: 4.3
en: Call init_param twice and compare the weights. Who should decide about the seed: the model, or whoever uses it?
ko: init_param을 두 번 부르고 가중치를 비교해 보세요. 시드는 모델이 정해야 할까요, 모델을 쓰는 사람이 정해야 할까요?
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        torch.manual_seed(0)
        for layer in (self.lin_1, self.lin_2):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
