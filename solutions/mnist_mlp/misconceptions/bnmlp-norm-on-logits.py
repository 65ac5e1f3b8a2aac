"""The normalisation stands behind the last layer instead of the hidden one.

task: 4.4
en: Your normalisation has 20 parameters and not 64. On the output of which layer does it work?
ko: 정규화 층의 파라미터가 64개가 아니라 20개예요. 어느 층의 출력에 쓰고 있나요?
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.bn = nn.BatchNorm1d(10)
        self.fc2 = nn.Linear(hdim, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x = torch.relu(x)
        return self.bn(self.fc2(x))
