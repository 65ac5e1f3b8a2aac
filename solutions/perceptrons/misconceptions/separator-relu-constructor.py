"""Calls the class nn.ReLU with the input, as if it were the function.

task: 2.5
en: `nn.ReLU` is a layer that has to be made before it can be used. What are you handing your numbers to, the layer or its constructor?
ko: `nn.ReLU`는 먼저 만들어 두고 쓰는 층이에요. 값을 층에 넣고 있나요, 아니면 층을 만드는 생성자에 넣고 있나요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        h = nn.ReLU(self.fc1(x))
        return torch.sigmoid(self.fc2(h))
