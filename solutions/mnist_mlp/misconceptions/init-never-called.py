"""init_param is written but never called, so a new model keeps PyTorch's default weights.

task: 4.3
en: init_param may be right, but when does it run? Look at the weights of a model that was only just made.
ko: init_param을 잘 썼더라도 그것은 언제 실행되나요? 방금 만든 모델의 가중치를 살펴보세요.
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
