"""Starts with all parameters at 0 to have a neutral beginning. Overlooks that equal hidden units stay equal.

task: 2.5
en: All weights of a new network are 0. If two hidden units start alike and see the same gradients, what can ever make them differ?
ko: 새 네트워크의 가중치가 모두 0이에요. 은닉 유닛 둘이 똑같이 시작해서 똑같은 기울기를 받으면, 언제 달라질 수 있을까요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)
        for p in self.parameters():
            nn.init.zeros_(p)

    def forward(self, x):
        h = torch.relu(self.fc1(x))
        return torch.sigmoid(self.fc2(h))
