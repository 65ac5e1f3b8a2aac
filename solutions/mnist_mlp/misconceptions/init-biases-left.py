"""Only the weights are initialised; the biases keep PyTorch's own random start.

task: 4.3
en: Print the biases of a fresh model. init_param is responsible for them, too.
ko: 갓 만든 모델의 편향을 출력해 보세요. 편향을 정하는 것도 init_param이 맡은 일이에요.
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

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
