"""Ends with the linear layer, as networks for regression (or with a loss on logits) do.

task: 2.5
en: Your outputs leave the range from 0 to 1. What is the last of the four parts of this network?
ko: 출력이 0과 1 사이를 벗어나요. 이 네트워크의 네 부분 가운데 마지막은 무엇인가요?
"""


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 4)
        self.fc2 = nn.Linear(4, 1)

    def forward(self, x):
        h = torch.relu(self.fc1(x))
        return self.fc2(h)
