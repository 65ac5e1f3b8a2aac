"""Makes the weight so that x @ W fits, and overlooks that this lab stores it the way nn.Linear does.

task: 1.5
en: Your formula may well be right, but the weight lies on its side. Which of its two sizes comes first in `nn.Linear`?
ko: 계산은 맞을 수 있지만 가중치가 옆으로 누워 있어요. `nn.Linear`의 가중치는 두 크기 가운데 어느 것이 먼저인가요?
"""


class LinearRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.W = nn.Parameter(torch.randn(in_features, out_features))
        self.b = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        return x @ self.W + self.b
