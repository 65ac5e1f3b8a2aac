"""Keeps the layers in a Python list, believing that a module finds them there. (Plain tensors or layers made
inside forward are as invisible.)

task: 2.6
en: `parameters()` of your network is empty, so an optimizer would find nothing to train. Where does a module look for its layers?
ko: 네트워크의 `parameters()`가 비어 있어서 옵티마이저가 학습할 것을 찾지 못해요. 모듈은 자기 층을 어디에서 찾을까요?
"""


class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(2, 3), nn.Linear(3, 1)]

    def forward(self, x):
        for layer in self.layers:
            x = torch.sigmoid(layer(x))
        return x
