"""The layers are kept in a plain Python list, where nn.Module does not see them, so the model has no parameters to train.

task: 4.3
en: How many parameters does your model report? Think about how an nn.Module finds out which layers belong to it.
ko: 모델이 알고 있는 파라미터가 몇 개인가요? nn.Module이 자기 층을 어떻게 찾아내는지 생각해 보세요.
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.layers = [nn.Linear(xdim, hdim), nn.Linear(hdim, ydim)]
        self.init_param()

    def init_param(self):
        for layer in self.layers:
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.layers[0](x))
        return self.layers[1](x)
