"""32 is written into the layers, and the argument hdim is ignored.

task: 4.4
en: Make a model with 5 hidden units and count its parameters. Who uses hdim?
ko: 은닉 유닛이 5개인 모델을 만들어 파라미터를 세어 보세요. hdim은 어디에 쓰이나요?
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, 32)
        self.bn = nn.BatchNorm1d(32)
        self.fc2 = nn.Linear(32, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x = torch.relu(self.bn(x))
        return self.fc2(x)
