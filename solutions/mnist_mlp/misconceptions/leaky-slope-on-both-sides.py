"""The slanted line is added to ReLU everywhere, so positive values grow a little, too.

task: 4.2
en: Look closely at what 3 becomes. On which side of 0 should the slope play a role?
ko: 3이 무엇으로 바뀌는지 자세히 들여다보세요. 기울기는 0의 어느 쪽에서만 쓰여야 할까요?
"""


def leaky_relu(x, negative_slope=0.01):
    return torch.relu(x) + negative_slope * x
