"""Takes biases for optional. Overlooks that a ReLU net without them says 0.5 at the origin for ever.

task: 2.5
en: At (0, 0) your network always says 0.5, and five parameters are missing. What allows a line not to go through the origin?
ko: (0, 0)에서 언제나 0.5가 나오고 파라미터도 다섯 개 모자라요. 직선이 원점을 지나지 않아도 되게 해 주는 것은 무엇일까요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4, bias=False)
        self.fc2 = nn.Linear(4, 1, bias=False)

    def forward(self, x):
        h = torch.relu(self.fc1(x))
        return torch.sigmoid(self.fc2(h))
