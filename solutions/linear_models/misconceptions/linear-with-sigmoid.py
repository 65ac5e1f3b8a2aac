"""Believes that every network ends in an activation.

task: 1.5
en: Your predictions lie between 0 and 1. Which values should a regression be able to predict?
ko: 예측값이 0과 1 사이에만 있어요. 회귀는 어떤 값까지 예측할 수 있어야 할까요?
"""


class LinearRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.linear = nn.Linear(in_features, out_features)

    def forward(self, x):
        return torch.sigmoid(self.linear(x))
