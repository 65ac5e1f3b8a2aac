"""The scores are normalised as well, as if every layer needed it.

task: 4.4
en: You have 20 parameters too many: which layer with ten columns do they belong to? Think about what happens to the scores there.
ko: 파라미터가 20개 더 많아요. 열이 10개인 어느 층의 것일까요? 그 층에서 점수가 어떻게 되는지 생각해 보세요.
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.bn = nn.BatchNorm1d(hdim)
        self.fc2 = nn.Linear(hdim, 10)
        self.bn2 = nn.BatchNorm1d(10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x = torch.relu(self.bn(x))
        return self.bn2(self.fc2(x))
