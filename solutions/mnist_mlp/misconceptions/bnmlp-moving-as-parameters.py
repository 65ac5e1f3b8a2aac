"""The moving mean and variance are parameters, so they are counted and an optimizer would change them.

task: 4.4
en: You have 64 parameters too many. Who should change the moving values: the optimizer, or the batches that pass through?
ko: 파라미터가 64개 더 많아요. 이동 평균과 이동 분산을 바꾸는 것은 옵티마이저인가요, 지나가는 배치인가요?
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.fc2 = nn.Linear(hdim, 10)
        self.gamma = nn.Parameter(torch.ones(hdim))
        self.beta = nn.Parameter(torch.zeros(hdim))
        self.moving_mean = nn.Parameter(torch.zeros(hdim))
        self.moving_var = nn.Parameter(torch.ones(hdim))

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x, mean, var = batch_norm(x, self.gamma, self.beta, self.moving_mean, self.moving_var, self.training)
        self.moving_mean.data, self.moving_var.data = mean.data, var.data
        return self.fc2(torch.relu(x))
