"""Has a sigmoid in the middle and believes that this is the one the network needs.

task: 2.6
en: Your outputs leave the range from 0 to 1. How many sigmoids does this network have, and where?
ko: 출력이 0과 1 사이를 벗어나요. 이 네트워크에는 시그모이드가 몇 개이고 어디에 있나요?
"""


class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(2, 3)
        self.linear2 = nn.Linear(3, 1)

    def forward(self, x):
        h = torch.sigmoid(self.linear1(x))
        return self.linear2(h)
