"""Batch normalisation is taken for the nonlinearity, and ReLU is left out.

task: 4.4
en: In evaluation mode batch normalisation only multiplies and adds. What then makes this network more than one linear layer?
ko: 평가 모드의 배치 정규화는 곱하고 더하는 일만 해요. 그렇다면 이 신경망을 선형층 하나보다 낫게 해 주는 것은 무엇일까요?
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.bn = nn.BatchNorm1d(hdim)
        self.fc2 = nn.Linear(hdim, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x = self.bn(x)
        return self.fc2(x)
