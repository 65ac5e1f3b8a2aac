"""The layers are 784-256-10 whatever xdim, hdim and ydim say.

task: 4.3
en: Make a model with other sizes and count its parameters. Do your layers listen to the arguments of __init__?
ko: 다른 크기로 모델을 만들어 파라미터를 세어 보세요. 층들이 __init__의 인자를 따르고 있나요?
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(784, 256)
        self.lin_2 = nn.Linear(256, 10)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
