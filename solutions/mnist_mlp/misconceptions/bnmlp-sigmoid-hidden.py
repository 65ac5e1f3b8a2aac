"""The hidden layer uses sigmoid instead of ReLU.

task: 4.4
en: Normalisation and layers are in place. Compare the activation between them with the order of the four parts in the docstring.
ko: 층과 정규화는 제자리에 있어요. 그 사이의 활성화 함수를 docstring에 차례로 적힌 네 부분과 비교해 보세요.
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.bn = nn.BatchNorm1d(hdim)
        self.fc2 = nn.Linear(hdim, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x = torch.sigmoid(self.bn(x))
        return self.fc2(x)
