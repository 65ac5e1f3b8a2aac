"""Dropout is added to the model, and in the functional form, which stays active in evaluation mode as well.

task: 4.3
en: Send the same batch through twice. Do you get the same scores? Once this model is initialised, nothing in it should be left to chance.
ko: 같은 배치를 두 번 넣어 보세요. 점수가 똑같이 나오나요? 초기화가 끝난 다음에는 이 모델에 우연에 맡길 것이 없어야 해요.
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
        x = nn.functional.dropout(torch.relu(self.lin_1(x)), 0.2)
        return self.lin_2(x)
