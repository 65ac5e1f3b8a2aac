"""The pixels are normalised instead of the hidden layer.

task: 4.4
en: How many columns does your normalisation see? Read the name 784-32-BN-10 from left to right.
ko: 정규화 층에 들어오는 열이 몇 개인가요? 784-32-BN-10이라는 이름을 왼쪽부터 차례로 읽어 보세요.
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.bn = nn.BatchNorm1d(784)
        self.fc2 = nn.Linear(hdim, 10)

    def forward(self, x):
        x = self.bn(x.flatten(1))
        x = torch.relu(self.fc1(x))
        return self.fc2(x)
