"""Gives a layer one name in __init__ and uses another in forward. Overlooks it because making the network raises
no error.

task: 2.6
en: Making the network works, using it does not. Compare the names in `__init__` with those in `forward`, letter by letter.
ko: 네트워크를 만들 때는 괜찮은데 쓸 때 오류가 나요. `__init__`에서 붙인 이름과 `forward`에서 쓰는 이름을 한 글자씩 비교해 보세요.
"""


class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(2, 3)
        self.linear2 = nn.Linear(3, 1)

    def forward(self, x):
        h = torch.sigmoid(self.lienar1(x))
        return torch.sigmoid(self.linear2(h))
