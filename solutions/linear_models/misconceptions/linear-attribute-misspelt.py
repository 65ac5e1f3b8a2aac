"""Gives the layer one name in __init__ and uses another in forward. Overlooks it because making the module raises
no error.

task: 1.5
en: Making the module works, using it does not. Compare the names in `__init__` with those in `forward`, letter by letter.
ko: 모듈을 만들 때는 괜찮은데 쓸 때 오류가 나요. `__init__`에서 붙인 이름과 `forward`에서 쓰는 이름을 한 글자씩 비교해 보세요.
"""


class LinearRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.linaer = nn.Linear(in_features, out_features)

    def forward(self, x):
        return self.linear(x)
