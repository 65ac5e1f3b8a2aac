"""The new moving values that batch_norm returns are thrown away, so evaluation uses 0 and 1 for ever.

task: 4.4
en: batch_norm returns three things. What becomes of the second and the third, and what will evaluation use later?
ko: batch_norm은 값을 세 개 돌려줘요. 두 번째와 세 번째 값은 어디로 가나요? 나중에 평가할 때는 무엇을 쓰게 될까요?
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.fc2 = nn.Linear(hdim, 10)
        self.gamma = nn.Parameter(torch.ones(hdim))
        self.beta = nn.Parameter(torch.zeros(hdim))
        self.register_buffer("moving_mean", torch.zeros(hdim))
        self.register_buffer("moving_var", torch.ones(hdim))

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x, _, _ = batch_norm(x, self.gamma, self.beta, self.moving_mean, self.moving_var, self.training)
        return self.fc2(torch.relu(x))
