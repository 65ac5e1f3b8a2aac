"""The leaky_relu of task 4.2 is used in the hidden layer, although this model is defined with plain ReLU.

task: 4.3
en: Your scores are close, but a little of the negative side gets through the hidden layer. Which activation does this model ask for?
ko: 점수가 거의 맞지만, 은닉층에서 음수 쪽 신호가 조금 새어 나와요. 이 모델은 어떤 활성화 함수를 쓰라고 되어 있나요?
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = leaky_relu(self.lin_1(x))
        return self.lin_2(x)
