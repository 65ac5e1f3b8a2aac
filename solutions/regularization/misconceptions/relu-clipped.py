"""Thinks that an activation has to end in [0, 1], as the sigmoid does.

task: 3.1
en: Put in something larger, such as 3. Does ReLU have an upper limit?
ko: 3처럼 더 큰 값을 넣어 보세요. ReLU에 위쪽 한계가 있나요?
"""


def relu(X):
    return torch.clamp(X, 0, 1)
