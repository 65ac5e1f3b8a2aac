"""Treats the penalty as an MSE of the weights against 0: the number of weights comes in and the half is gone.

task: 3.3
en: Your penalty looks like a mean squared error of the weights against 0. Compare it with the definition: how are the squares put together, and which factor stands beside them?
ko: 지금 페널티는 가중치와 0 사이의 MSE처럼 보여요. 정의에서는 제곱들을 어떻게 모으고, 그 앞에 어떤 계수가 붙나요?
"""


def l2_penalty(w):
    return torch.mean(w**2)
