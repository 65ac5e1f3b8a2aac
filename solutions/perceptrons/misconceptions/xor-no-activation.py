"""Stacks two linear layers, believing that the hidden layer alone makes XOR possible.

task: 2.6
en: Before the last sigmoid your network is one affine map, and a single line cannot separate XOR. What should come between the layers, and is its result used?
ko: 마지막 시그모이드 앞까지가 아핀 변환 하나와 같고, 직선 하나로는 XOR를 가를 수 없어요. 두 층 사이에 무엇이 있어야 하고, 그 결과를 쓰고 있나요?
"""


class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(2, 3)
        self.linear2 = nn.Linear(3, 1)

    def forward(self, x):
        return torch.sigmoid(self.linear2(self.linear1(x)))
