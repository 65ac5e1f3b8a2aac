"""Returns the decision instead of the value behind it. Overlooks that a step has no gradient to learn from.

task: 2.5
en: Your outputs are exactly 0 or 1, and no gradient comes through. Should the network give the decision, or the number it is made from?
ko: 출력이 정확히 0 아니면 1이고 기울기가 지나가지 못해요. 네트워크가 내놓을 것은 결정일까요, 결정의 바탕이 되는 값일까요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        h = torch.relu(self.fc1(x))
        return (torch.sigmoid(self.fc2(h)) > 0.5).float()
