"""The spread follows the number of outputs of a layer (fan_out) instead of its inputs.

task: 4.3
en: Which numbers are added up to make one hidden unit, and how many are there? Check which of the two sizes of a layer your spread follows.
ko: 은닉 유닛 하나는 무엇을 몇 개 더해서 만들어지나요? 가중치가 퍼지는 정도를 층의 두 크기 가운데 어느 쪽에 맞추었는지 확인해 보세요.
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.kaiming_normal_(layer.weight, mode="fan_out")
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
