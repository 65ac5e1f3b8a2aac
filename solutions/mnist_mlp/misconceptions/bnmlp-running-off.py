"""The moving averages are switched off (track_running_stats=False), so evaluation depends on the batch.

task: 4.4
en: What would your model do with a single image in evaluation mode? Look at the options of your normalisation layer, and at what it remembers.
ko: 평가 모드에서 이미지를 한 장만 넣으면 모델이 어떻게 할까요? 정규화 층에 준 옵션과, 그 층이 무엇을 기억하는지 살펴보세요.
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.bn = nn.BatchNorm1d(hdim, track_running_stats=False)
        self.fc2 = nn.Linear(hdim, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x = torch.relu(self.bn(x))
        return self.fc2(x)
