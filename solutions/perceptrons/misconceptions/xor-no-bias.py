"""Takes biases for optional. Overlooks that every line then goes through the origin.

task: 2.6
en: Four parameters are missing, and all your half planes have their edge at the origin. What allows a line to lie elsewhere?
ko: 파라미터가 네 개 모자라고, 반평면의 경계가 모두 원점을 지나요. 직선을 다른 곳으로 옮겨 주는 것은 무엇일까요?
"""


class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(2, 3, bias=False)
        self.linear2 = nn.Linear(3, 1, bias=False)

    def forward(self, x):
        h = torch.sigmoid(self.linear1(x))
        return torch.sigmoid(self.linear2(h))
