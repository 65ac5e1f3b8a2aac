"""Stacks two affine maps with nothing between them, which together are one affine map.

task: 3.5
en: Could one matrix and one bias compute the same as your net? Something has to happen between its two layers.
ko: 지금 net은 행렬 하나와 편향 하나로도 똑같이 계산할 수 있지 않나요? 두 층 사이에서 무언가 일어나야 해요.
"""


def net(X, params):
    W1, b1, W2, b2 = params
    H = X.reshape(-1, W1.shape[0]) @ W1 + b1
    return H @ W2 + b2
