"""Each score is squeezed into (0, 1) by a sigmoid, as in logistic regression, before cross-entropy gets it.

task: 4.3
en: Your scores all lie between 0 and 1. What does cross-entropy expect to receive, and what is lost when large scores are squeezed together?
ko: 점수가 모두 0과 1 사이에 있어요. 교차 엔트로피는 어떤 값을 받기를 기대하나요? 큰 점수들을 한데 눌러 버리면 무엇을 잃게 될까요?
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
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return torch.sigmoid(self.lin_2(x))
