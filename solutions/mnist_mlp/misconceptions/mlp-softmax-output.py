"""The model ends with softmax because a classifier should give probabilities; but cross-entropy applies softmax itself, so it is applied twice.

task: 4.3
en: Who turns scores into probabilities here, the model or the loss? Think about what happens if both do, and why the loss can then never come near 0.
ko: 점수를 확률로 바꾸는 일은 모델이 하나요, 손실이 하나요? 둘 다 하면 어떻게 되는지, 왜 손실이 0에 가까워질 수 없는지 생각해 보세요.
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
        x = torch.relu(self.lin_1(x))
        return torch.softmax(self.lin_2(x), dim=1)
