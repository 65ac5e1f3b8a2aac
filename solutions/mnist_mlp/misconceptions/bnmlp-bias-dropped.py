"""The first layer has no bias, because the normalisation right behind it removes any constant.

task: 4.4
en: You are right that beta can stand in for a bias before the normalisation. But which layers does the count of 25,514 assume to have one?
ko: 정규화 앞의 편향을 beta가 대신할 수 있다는 생각은 맞아요. 그런데 25,514라는 개수는 어느 층에 편향이 있다고 보고 센 것일까요?
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim, bias=False)
        self.bn = nn.BatchNorm1d(hdim)
        self.fc2 = nn.Linear(hdim, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x = torch.relu(self.bn(x))
        return self.fc2(x)
