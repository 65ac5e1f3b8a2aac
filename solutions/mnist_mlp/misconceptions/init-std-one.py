"""The weights come from the standard normal distribution, without scaling to the size of the layer.

task: 4.3
en: How large are your scores before any training? Each hidden unit adds up 784 products, so look at the standard deviation that you draw with.
ko: 학습하기 전인데 점수가 얼마나 큰가요? 은닉 유닛 하나가 곱을 784개나 더한다는 점을 떠올리고, 어떤 표준편차로 뽑는지 살펴보세요.
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
