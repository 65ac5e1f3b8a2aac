"""Copies the other network and renames the class, but not inside super().

task: 2.6
en: Making the network fails because `super` is told about another class. Where does the name of the class you copied from still stand?
ko: `super`가 다른 클래스를 가리키고 있어서 네트워크를 만들 때 오류가 나요. 복사해 온 클래스의 이름이 어디에 남아 있나요?
"""


class XorMLP(nn.Module):
    def __init__(self):
        super(Separator, self).__init__()
        self.linear1 = nn.Linear(2, 3)
        self.linear2 = nn.Linear(3, 1)

    def forward(self, x):
        h = torch.sigmoid(self.linear1(x))
        return torch.sigmoid(self.linear2(h))
