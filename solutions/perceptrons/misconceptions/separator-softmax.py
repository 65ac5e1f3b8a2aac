"""Ends with a softmax, as networks with several classes do. Overlooks that over a single output it is always 1.

task: 2.5
en: Your network says 1 for every point. What does a softmax do when there is only one output to share the probability?
ko: 어떤 점을 넣어도 1이 나와요. 확률을 나눠 가질 출력이 하나뿐이면 소프트맥스는 무엇을 내놓을까요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        h = torch.relu(self.fc1(x))
        return torch.softmax(self.fc2(h), dim=1)
