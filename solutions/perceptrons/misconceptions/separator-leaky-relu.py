"""Takes the leaky ReLU for the ReLU, because a little slope on the left is often recommended.

task: 2.5
en: Hidden units that should be silent still let a little through. What does a plain ReLU make of a negative number?
ko: 조용해야 할 은닉 유닛이 조금씩 값을 흘려보내요. 보통의 ReLU는 음수를 얼마로 만드나요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)
        self.relu = nn.LeakyReLU()

    def forward(self, x):
        h = self.relu(self.fc1(x))
        return torch.sigmoid(self.fc2(h))
