"""Hands the tensor to NumPy, which autograd cannot follow: it works until somebody needs a gradient.

task: 3.1
en: The values are right. Now give it an X with requires_grad=True: which library would have to record your calculation?
ko: 값은 맞아요. 이번에는 requires_grad=True인 X를 넣어 보세요. 계산 과정은 어느 라이브러리가 기록해야 할까요?
"""

import numpy as np


def relu(X):
    return np.maximum(X, 0)
