"""Writes max(z, 0) with torch.max and believes that 0 is the number to compare with. It is the dimension to
reduce.

task: 2.5
en: `torch.max` gave you a pair of values and indices. What does it take its second argument for, when that is a whole number?
ko: `torch.max`에서 값과 인덱스의 쌍이 나왔어요. 두 번째 인자가 정수이면 torch.max는 그것을 무엇으로 받아들일까요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        h = torch.max(self.fc1(x), 0)
        return torch.sigmoid(self.fc2(h))
