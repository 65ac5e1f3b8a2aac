"""Takes tanh in the middle, since it is a sigmoid too in the wide sense of the word.

task: 2.6
en: Your hidden units can be negative. Which range should they have in this network?
ko: 은닉 유닛의 값이 음수가 되기도 해요. 이 네트워크에서는 어떤 범위에 있어야 할까요?
"""


class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(2, 3)
        self.linear2 = nn.Linear(3, 1)

    def forward(self, x):
        h = torch.tanh(self.linear1(x))
        return torch.sigmoid(self.linear2(h))
