"""Images go into the first layer as they are, although a linear layer works on the last dimension only.

task: 4.3
en: Print the shape of a batch of images just before your first layer. Which dimension does a linear layer work on?
ko: 첫 번째 층에 들어가기 바로 전에 이미지 배치의 모양을 출력해 보세요. 선형층은 어느 차원에 대해 계산하나요?
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
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
