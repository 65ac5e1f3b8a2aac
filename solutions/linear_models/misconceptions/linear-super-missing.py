"""Overlooks that a module has to set itself up before it can hold layers.

task: 1.5
en: Your module cannot hold a layer, because it was never set up as a module. What must the constructor do before anything else?
ko: 모듈로서 준비가 되지 않아서 층을 담을 수 없어요. 생성자에서 가장 먼저 해야 할 일은 무엇일까요?
"""


class LinearRegression(nn.Module):
    def __init__(self, in_features, out_features):
        self.linear = nn.Linear(in_features, out_features)

    def forward(self, x):
        return self.linear(x)
