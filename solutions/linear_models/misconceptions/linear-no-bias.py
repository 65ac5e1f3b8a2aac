"""Takes the bias for optional, so that the line always goes through the origin.

task: 1.5
en: For an input of 0 your output is always 0. Is every parameter of the formula there?
ko: 입력이 0이면 출력이 언제나 0이에요. 식에 있는 파라미터가 모두 들어 있나요?
"""


class LinearRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.linear = nn.Linear(in_features, out_features, bias=False)

    def forward(self, x):
        return self.linear(x)
