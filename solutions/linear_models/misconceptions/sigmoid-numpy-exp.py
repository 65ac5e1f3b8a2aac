"""Believes that np.exp does for a tensor what torch.exp does. It seems to, until a gradient is wanted.

task: 1.1
en: This works for plain tensors and stops as soon as z requires a gradient. Which library does your exponential come from, and does it know autograd?
ko: 보통 텐서로는 잘 되다가 z에 기울기가 필요해지면 멈춰요. 지수 함수를 어느 라이브러리에서 가져왔나요? 그 라이브러리는 autograd를 알까요?
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))
