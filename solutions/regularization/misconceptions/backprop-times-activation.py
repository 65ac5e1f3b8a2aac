"""Multiplies by relu(z) where its derivative belongs.

task: 3.7
en: How steep is ReLU at z = 5? Compare that with the number you multiply by there.
ko: z = 5에서 ReLU의 기울기는 얼마인가요? 그 자리에서 실제로 곱하고 있는 수와 비교해 보세요.
"""


def forward_backward(x, y, W1, W2, lambd):
    h = relu(W1 @ x)
    o = W2 @ h
    J = ((o - y) ** 2).sum() / 2 + lambd * (l2_penalty(W1) + l2_penalty(W2))
    dW2 = torch.outer(o - y, h) + lambd * W2
    dz = (W2.T @ (o - y)) * h
    dW1 = torch.outer(dz, x) + lambd * W1
    return J, dW1, dW2
