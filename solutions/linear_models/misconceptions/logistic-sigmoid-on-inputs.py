"""Applies the sigmoid before the linear layer, so that the inputs are squeezed and the outputs are not.

task: 1.7
en: The sigmoid is there, and yet your outputs leave the range from 0 to 1. In which order do the two parts work?
ko: 시그모이드가 있는데도 출력이 0과 1 사이를 벗어나요. 두 부분이 어떤 순서로 작용하나요?
"""


class LogisticRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.linear = nn.Linear(in_features, out_features)

    def forward(self, x):
        return self.linear(torch.sigmoid(x))
