"""The dimension of the batch is flattened, too, so that all images become one long row.

task: 4.3
en: After flattening, how many rows are left? Each image should become a row, but the batch should stay a batch.
ko: 펼치고 나면 행이 몇 개 남나요? 이미지는 저마다 한 행이 되어야 하지만, 배치는 그대로 배치여야 해요.
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
        x = x.flatten()
        x = torch.relu(self.lin_1(x))
        return self.lin_2(x)
