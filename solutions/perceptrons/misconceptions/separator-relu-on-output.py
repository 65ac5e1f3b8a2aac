"""Puts a ReLU after every layer, the last one too. Overlooks that the sigmoid then never sees a negative number.

task: 2.5
en: Your outputs never fall below 0.5. Which numbers still reach the last sigmoid?
ko: 출력이 0.5 아래로 내려가지 않아요. 마지막 시그모이드에 도착하는 수는 어떤 수들인가요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = torch.relu(self.fc2(x))
        return torch.sigmoid(x)
