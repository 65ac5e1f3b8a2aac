"""The hidden layer uses sigmoid, as the perceptrons of the lab before did, instead of ReLU.

task: 4.3
en: Compare the activation of your hidden layer with the formula in the docstring of the class. He initialisation, too, was made with a particular activation in mind.
ko: 은닉층의 활성화 함수를 클래스 docstring의 식과 비교해 보세요. He 초기화도 특정한 활성화 함수를 염두에 두고 만든 방법이에요.
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
        x = torch.sigmoid(self.lin_1(x))
        return self.lin_2(x)
