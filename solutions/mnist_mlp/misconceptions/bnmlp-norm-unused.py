"""The batch normalisation is made in __init__, but forward never sends the data through it.

task: 4.4
en: All parameters are there. But does every layer that you make in __init__ also appear in forward?
ko: 파라미터는 다 있어요. 그런데 __init__에서 만든 층이 forward에도 모두 나오나요?
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.bn = nn.BatchNorm1d(hdim)
        self.fc2 = nn.Linear(hdim, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x = torch.relu(x)
        return self.fc2(x)
