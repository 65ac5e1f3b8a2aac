"""The model is the plain MLP; batch normalisation is left out.

task: 4.4
en: Your model has 64 parameters fewer than it should. Which layer would have two numbers for each hidden unit?
ko: 파라미터가 64개 모자라요. 은닉 유닛마다 숫자를 두 개씩 갖는 층이 무엇일까요?
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.fc2 = nn.Linear(hdim, 10)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x = torch.relu(x)
        return self.fc2(x)
