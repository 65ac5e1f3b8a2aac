"""The data passes through one BatchNorm1d twice, as on the slide: the count stays right, but the moving averages mix two different signals.

task: 4.4
en: The number of parameters is right. But how often does the data pass through the normalisation, and what do its moving averages then average?
ko: 파라미터 개수는 맞아요. 그런데 데이터가 정규화 층을 몇 번이나 지나나요? 그럴 때 이동 평균에는 무엇이 섞이는지 생각해 보세요.
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
        x = self.bn(x)
        x = self.bn(x)
        return self.fc2(x)
