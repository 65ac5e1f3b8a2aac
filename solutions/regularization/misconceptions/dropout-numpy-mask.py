"""Draws the mask with NumPy's generator, which torch.manual_seed does not reach.

task: 3.4
en: Call torch.manual_seed(0) before each of two calls. Which library's generator makes your random numbers?
ko: torch.manual_seed(0)을 부르고 나서 실행하기를 두 번 해 보세요. 난수는 어느 라이브러리의 생성기가 만들고 있나요?
"""

import numpy as np


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    mask = torch.from_numpy(np.random.rand(*X.shape) >= dropout)
    return mask * X / (1 - dropout)
