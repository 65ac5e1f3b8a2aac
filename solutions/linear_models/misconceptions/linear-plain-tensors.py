"""Believes that any tensor kept in a module is one of its parameters. (A layer made inside forward or kept in a
plain list is as invisible.)

task: 1.5
en: `parameters()` of your module is empty, so an optimizer would find nothing to train. How does a module learn that a tensor is one of its parameters?
ko: 모듈의 `parameters()`가 비어 있어서 옵티마이저가 학습할 것을 찾지 못해요. 어떤 텐서가 파라미터인지 모듈은 어떻게 알까요?
"""


class LinearRegression(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.W = torch.randn(out_features, in_features, requires_grad=True)
        self.b = torch.zeros(out_features, requires_grad=True)

    def forward(self, x):
        return x @ self.W.T + self.b
