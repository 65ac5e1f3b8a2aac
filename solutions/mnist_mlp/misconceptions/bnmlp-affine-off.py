"""gamma and beta are switched off (affine=False), as if normalising were all there is to it.

task: 4.4
en: 64 parameters are missing although there is a normalisation. Does that layer learn anything?
ko: 정규화 층이 있는데도 파라미터가 64개 모자라요. 그 층이 무언가를 배우고 있나요?
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.bn = nn.BatchNorm1d(hdim, affine=False)
        self.fc2 = nn.Linear(hdim, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x = torch.relu(self.bn(x))
        return self.fc2(x)
