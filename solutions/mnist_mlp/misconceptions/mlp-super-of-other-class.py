"""The class was copied or renamed, and super(...) still names the old one, which does not exist here.

task: 4.3
en: The model cannot even be built: a name is not known. Look at every place where the name of the class should stand.
ko: 모델을 만들 때부터 모르는 이름이 있다는 오류가 나요. 클래스의 이름이 들어가야 하는 곳을 하나하나 살펴보세요.
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super(Net, self).__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
