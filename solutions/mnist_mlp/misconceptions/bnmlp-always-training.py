"""batch_norm is always called as if training, so that eval() changes nothing.

task: 4.4
en: Does eval() change anything in your model? Think about how a layer gets to know the mode that it is in.
ko: eval()을 부르면 모델에서 달라지는 것이 있나요? 층이 지금 어떤 모드인지 어떻게 알 수 있는지 생각해 보세요.
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
        x, mean, var = batch_norm(x, self.gamma, self.beta, self.moving_mean, self.moving_var, True)
        self.moving_mean, self.moving_var = mean, var
        return self.fc2(torch.relu(x))
