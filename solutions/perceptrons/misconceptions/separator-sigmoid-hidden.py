"""Uses the sigmoid for both layers, as in the other network of this lab.

task: 2.5
en: Your hidden units never go beyond 1. Which activation does this network have in the middle, and which one does its sibling have?
ko: 은닉 유닛의 값이 1을 넘지 않아요. 이 네트워크의 가운데에는 어떤 활성화 함수가 있나요? 다른 네트워크와 헷갈리지 않았나요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        h = torch.sigmoid(self.fc1(x))
        return torch.sigmoid(self.fc2(h))
