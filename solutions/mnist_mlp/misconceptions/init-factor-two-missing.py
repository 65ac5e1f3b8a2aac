"""The variance is 1 / fan_in, which keeps signals steady through linear layers, but ReLU removes half of them.

task: 4.3
en: Your weights are a little too small, in both layers by the same factor. What does ReLU do to a signal, and where does He's formula make up for it?
ko: 두 층의 가중치가 똑같은 비율로 조금씩 작아요. ReLU를 지나면 신호가 어떻게 되고, He의 식은 그것을 어디에서 채워 주나요?
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.normal_(layer.weight, 0, layer.in_features**-0.5)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
