"""forward stands in a plain class; without nn.Module behind it the object cannot be called and has no parameters().

task: 4.3
en: Your class has a forward, but calling the model does not reach it. Where does a model get the ability to be called, and its parameters()?
ko: forward는 있는데, 모델을 불러도 거기까지 가지 못해요. 모델을 함수처럼 부르는 기능과 parameters()는 어디에서 오는 것일까요?
"""


class MLP:
    def __init__(self, xdim=784, hdim=256, ydim=10):
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
