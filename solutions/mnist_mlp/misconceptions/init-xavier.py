"""Xavier initialisation is used, which looks at inputs and outputs and was made for sigmoid and tanh.

task: 4.3
en: There are two well-known initialisations. Which one was made for ReLU, and which sizes of a layer does it look at?
ko: 널리 쓰이는 초기화 방법이 두 가지 있어요. ReLU를 위해 만든 것은 어느 쪽이고, 층의 어떤 크기를 보나요?
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.xavier_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
