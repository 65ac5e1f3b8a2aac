"""Leaves the model as it was for regression, so that it gives numbers instead of probabilities.

task: 1.7
en: Your outputs go below 0 and above 1. What turns a number of any size into a probability?
ko: 출력이 0보다 작아지기도 하고 1보다 커지기도 해요. 아무 수나 확률로 바꿔 주는 것은 무엇일까요?
"""


class LogisticRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.linear = nn.Linear(in_features, out_features)

    def forward(self, x):
        return self.linear(x)
