"""Computes with NumPy and adds .detach() because PyTorch asks for it. Overlooks that nothing is left for autograd
to follow.

task: 1.1
en: The values are right, but no gradient reaches z. Does every step from z to the result happen in PyTorch?
ko: 값은 맞는데 z까지 기울기가 오지 않아요. z에서 결과까지 모든 계산이 PyTorch 안에서 이루어지나요?
"""

import numpy as np


def sigmoid(z):
    z = z.detach().numpy().clip(-80, 80)
    return torch.as_tensor(1 / (1 + np.exp(-z)))
