"""nn.Linear gets its sizes in the order (out, in), because its weight matrix has that shape.

task: 4.3
en: The weight of a linear layer has the shape (out, in). Is that also the order in which nn.Linear takes its arguments?
ko: 선형층의 가중치는 모양이 (출력, 입력)이에요. nn.Linear가 인자를 받는 순서도 그럴까요?
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(hdim, xdim)
        self.lin_2 = nn.Linear(ydim, hdim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
