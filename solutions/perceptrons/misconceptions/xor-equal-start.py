"""Starts with one constant everywhere, so that runs can be compared. Overlooks that equal hidden units stay equal.

task: 2.6
en: All hidden units of a new network are the same. If they also see the same gradients, what can ever make them differ?
ko: 새 네트워크의 은닉 유닛이 모두 똑같아요. 기울기까지 똑같이 받는다면 언제 달라질 수 있을까요?
"""


class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(2, 3)
        self.linear2 = nn.Linear(3, 1)
        for p in self.parameters():
            nn.init.constant_(p, 0.5)

    def forward(self, x):
        h = torch.sigmoid(self.linear1(x))
        return torch.sigmoid(self.linear2(h))
