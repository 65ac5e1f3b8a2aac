"""The right numbers are drawn into a new tensor that only a local variable refers to; the layers keep their old weights.

task: 4.3
en: Print a layer's weights before and after init_param. Do your new numbers get into the layer, or does only a variable get another value?
ko: init_param을 부르기 전과 후에 층의 가중치를 출력해 보세요. 새 숫자들이 층 안으로 들어가나요, 아니면 변수 하나의 값만 바뀌나요?
"""


class MLP(nn.Module):
    def __init__(self, xdim=784, hdim=256, ydim=10):
        super().__init__()
        self.lin_1 = nn.Linear(xdim, hdim)
        self.lin_2 = nn.Linear(hdim, ydim)
        self.init_param()

    def init_param(self):
        for layer in (self.lin_1, self.lin_2):
            w = layer.weight
            w = torch.randn(w.shape) * (2 / w.shape[1]) ** 0.5
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        x = x.flatten(1)
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
