"""Calls the class nn.Sigmoid with the input, as if it were the function.

task: 1.7
en: `nn.Sigmoid` is a layer that has to be made before it can be used. What are you handing your input to, the layer or its constructor?
ko: `nn.Sigmoid`는 먼저 만들어 두고 쓰는 층이에요. 입력을 층에 넣고 있나요, 아니면 층을 만드는 생성자에 넣고 있나요?
"""


class LogisticRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.linear = nn.Linear(in_features, out_features)

    def forward(self, x):
        return nn.Sigmoid(self.linear(x))
