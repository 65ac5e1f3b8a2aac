"""Differentiates the square and forgets that the half in front of it cancels the 2.

task: 3.7
en: At lambd = 0 both gradients are exactly twice too large. Differentiate L once more, with everything that stands in front of the square.
ko: lambd = 0에서 두 기울기가 정확히 2배예요. 제곱 앞에 붙은 것까지 함께 L을 다시 미분해 보세요.
"""


def forward_backward(x, y, W1, W2, lambd):
    z = W1 @ x
    h = relu(z)
    o = W2 @ h
    J = ((o - y) ** 2).sum() / 2 + lambd * (l2_penalty(W1) + l2_penalty(W2))
    do = 2 * (o - y)
    dW2 = torch.outer(do, h) + lambd * W2
    dz = (W2.T @ do) * (z > 0)
    dW1 = torch.outer(dz, x) + lambd * W1
    return J, dW1, dW2
