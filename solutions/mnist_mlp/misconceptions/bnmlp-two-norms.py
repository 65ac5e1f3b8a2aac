"""There are two batch normalisations around ReLU, because some documents put it before and others after the activation.

task: 4.4
en: How many normalisations does the name 784-32-BN-10 mention? Yours has 64 parameters too many.
ko: 784-32-BN-10이라는 이름에는 정규화가 몇 번 나오나요? 지금은 파라미터가 64개 더 많아요.
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.bn1 = nn.BatchNorm1d(hdim)
        self.bn2 = nn.BatchNorm1d(hdim)
        self.fc2 = nn.Linear(hdim, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x = self.bn2(torch.relu(self.bn1(x)))
        return self.fc2(x)
