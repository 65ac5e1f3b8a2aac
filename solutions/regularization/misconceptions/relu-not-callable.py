"""Believes that a method called forward makes an object callable, which is true of subclasses of nn.Module only.

task: 3.1
en: Try relu(X), just as the task calls it. Who would have to call forward for you, and do you need a class here at all?
ko: 과제에 나온 그대로 relu(X)를 불러 보세요. forward는 누가 대신 불러 줄까요? 애초에 클래스가 필요한지도 생각해 보세요.
"""


class ReLU:
    def forward(self, X):
        return torch.clamp(X, min=0)


relu = ReLU()
