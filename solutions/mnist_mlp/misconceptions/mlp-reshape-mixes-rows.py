"""The right shape is reached by reshape and a transpose; but reshape only reads numbers in memory order, so pixels of different images get mixed.

task: 4.3
en: The shape is right, but does each row still hold the pixels of one image? Send two very different images through, then swap them and compare.
ko: 모양은 맞아요. 그런데 한 행에 이미지 한 장의 픽셀만 들어 있나요? 아주 다른 이미지 두 장을 넣어 보고, 순서를 바꿔 다시 넣어서 비교해 보세요.
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
        x = x.reshape(self.lin_1.in_features, -1).T
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
