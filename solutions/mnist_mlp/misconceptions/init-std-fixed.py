"""Every layer starts from N(0, 0.01^2), as the scratch MLP of lab 3 does, whatever its number of inputs.

task: 4.3
en: Your weights are spread equally in a small layer and in a large one. What should the spread depend on in He's method?
ko: 작은 층이든 큰 층이든 가중치가 똑같이 퍼져 있어요. He의 방법에서 퍼지는 정도는 무엇에 따라 달라져야 할까요?
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.normal_(layer.weight, 0, 0.01)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
