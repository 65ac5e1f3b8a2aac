"""Takes as many hidden units as inputs, believing that the sizes have to agree.

task: 2.5
en: Your network has 9 parameters instead of 17. How many hidden units does 2-4-1 speak of?
ko: 파라미터가 17개가 아니라 9개예요. 2-4-1이라고 하면 은닉 유닛은 몇 개일까요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 2)
        self.fc2 = nn.Linear(2, 1)

    def forward(self, x):
        h = torch.relu(self.fc1(x))
        return torch.sigmoid(self.fc2(h))
