"""Reads three numbers as three layers of weights. Overlooks that the first number only counts the inputs.

task: 2.6
en: Your network has 25 parameters instead of 13. Between which of the numbers 2, 3 and 1 do the linear layers lie, and how many are that?
ko: 파라미터가 13개가 아니라 25개예요. 2, 3, 1이라는 세 수 가운데 어느 수와 어느 수 사이에 선형 층이 있고, 모두 몇 개일까요?
"""


class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(2, 3)
        self.linear2 = nn.Linear(3, 3)
        self.linear3 = nn.Linear(3, 1)

    def forward(self, x):
        x = torch.sigmoid(self.linear1(x))
        x = torch.sigmoid(self.linear2(x))
        return torch.sigmoid(self.linear3(x))
