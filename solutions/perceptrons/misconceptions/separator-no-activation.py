"""Stacks two linear layers, believing that more layers can do more by themselves. (Calling the activation without
keeping its result comes to the same.)

task: 2.5
en: Before the last sigmoid your network is one affine map, so two layers do no more than one. What should come between them, and is its result used?
ko: 마지막 시그모이드 앞까지가 아핀 변환 하나와 같아서 층이 둘인 보람이 없어요. 두 층 사이에 무엇이 있어야 하고, 그 결과를 쓰고 있나요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        return torch.sigmoid(self.fc2(self.fc1(x)))
