"""Writes a plain class with a forward method, believing that this makes it a module that can be called.

task: 1.5
en: Your class cannot be called and has no `parameters()`. Where would it get these from, and what stands in its first line?
ko: 만든 클래스는 함수처럼 부를 수도 없고 `parameters()`도 없어요. 이런 것들은 어디에서 물려받을까요? 클래스의 첫 줄을 보세요.
"""


class LinearRegression:
    def __init__(self, in_features, out_features):
        self.linear = nn.Linear(in_features, out_features)

    def forward(self, x):
        return self.linear(x)
