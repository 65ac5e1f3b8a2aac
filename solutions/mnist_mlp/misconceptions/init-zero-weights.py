"""All weights start at 0, so all hidden units compute the same and stay the same.

task: 4.3
en: If all hidden units start out equal, what could ever make them different? Look at the gradient of the first layer.
ko: 은닉 유닛이 모두 똑같이 시작하면 무엇이 이들을 서로 다르게 만들 수 있을까요? 첫 번째 층의 기울기를 살펴보세요.
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
