"""The model ends with softmax, as on the slide, although cross-entropy applies softmax itself.

task: 4.4
en: Each row of your output sums to 1. What does the docstring promise as output, and which part of training makes probabilities of it?
ko: 출력의 각 행을 더하면 1이 돼요. docstring은 무엇을 출력한다고 했나요? 그것을 확률로 바꾸는 일은 학습의 어느 부분이 하나요?
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.bn = nn.BatchNorm1d(hdim)
        self.fc2 = nn.Linear(hdim, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x = torch.relu(self.bn(x))
        return torch.softmax(self.fc2(x), dim=-1)
