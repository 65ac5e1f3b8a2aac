"""Uses the ReLU in the middle, as in the other network of this lab or as most networks do today.

task: 2.6
en: Your hidden units are not limited to the range from 0 to 1. Which activation does this network have in the middle, and which one does its sibling have?
ko: 은닉 유닛의 값이 0과 1 사이에 머물지 않아요. 이 네트워크의 가운데에는 어떤 활성화 함수가 있나요? 다른 네트워크와 헷갈리지 않았나요?
"""


class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(2, 3)
        self.linear2 = nn.Linear(3, 1)

    def forward(self, x):
        h = torch.relu(self.linear1(x))
        return torch.sigmoid(self.linear2(h))
