"""Copies a class from elsewhere and renames it, but not inside super().

task: 1.5
en: Making the module fails with a name that you no longer use. Where does the old name of the class still stand?
ko: 모듈을 만들 때 이제는 쓰지 않는 이름 때문에 오류가 나요. 클래스의 옛 이름이 어디에 남아 있나요?
"""


class LinearRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super(LinearModel, self).__init__()
        self.linear = nn.Linear(in_features, out_features)

    def forward(self, x):
        return self.linear(x)
