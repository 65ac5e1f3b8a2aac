"""Has a sigmoid as a layer and applies it once more at the end.

task: 2.5
en: Your outputs stay between 0.5 and 0.73, whatever the weights are. How many times does the sigmoid act on its way out?
ko: 가중치가 어떻든 출력이 0.5와 0.73 사이에 머물러요. 출력까지 가는 동안 시그모이드를 몇 번 지나나요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 1), nn.Sigmoid())

    def forward(self, x):
        return torch.sigmoid(self.net(x))
