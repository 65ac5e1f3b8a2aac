"""The moving values are plain attributes, which state_dict() does not save and to(device) does not move.

task: 4.4
en: Look at the names in your model's state_dict(). Would a model loaded from it know its moving averages?
ko: 모델의 state_dict()에 어떤 이름이 있는지 살펴보세요. 그것을 불러온 모델이 이동 평균을 알 수 있을까요?
"""


class BatchNormMLP(nn.Module):
    def __init__(self, hdim=32):
        super().__init__()
        self.fc1 = nn.Linear(784, hdim)
        self.fc2 = nn.Linear(hdim, 10)
        self.gamma = nn.Parameter(torch.ones(hdim))
        self.beta = nn.Parameter(torch.zeros(hdim))
        self.moving_mean = torch.zeros(hdim)
        self.moving_var = torch.ones(hdim)

    def forward(self, x):
        x = self.fc1(x.flatten(1))
        x, mean, var = batch_norm(x, self.gamma, self.beta, self.moving_mean, self.moving_var, self.training)
        self.moving_mean, self.moving_var = mean, var
        return self.fc2(torch.relu(x))
