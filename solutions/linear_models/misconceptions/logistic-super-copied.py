"""Copies LinearRegression and renames the class, but not inside super().

task: 1.7
en: Making the module fails because `super` is told about another class. Where does the name of the class you copied from still stand?
ko: `super`가 다른 클래스를 가리키고 있어서 모듈을 만들 때 오류가 나요. 복사해 온 클래스의 이름이 어디에 남아 있나요?
"""


class LogisticRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super(LinearRegression, self).__init__()
        self.linear = nn.Linear(in_features, out_features)

    def forward(self, x):
        return torch.sigmoid(self.linear(x))
