"""Takes 2 W for the derivative of the penalty and forgets the half in front of the squared norm.

task: 3.7
en: Subtract your gradients at lambd = 0 from those at lambd = 1. What is left, and what should the derivative of the penalty be?
ko: lambd = 1일 때의 기울기에서 lambd = 0일 때의 기울기를 빼 보세요. 남은 것이 페널티의 미분과 같나요?
"""


def forward_backward(x, y, W1, W2, lambd):
    z = W1 @ x
    h = relu(z)
    o = W2 @ h
    J = ((o - y) ** 2).sum() / 2 + lambd * (l2_penalty(W1) + l2_penalty(W2))
    dW2 = torch.outer(o - y, h) + 2 * lambd * W2
    dz = (W2.T @ (o - y)) * (z > 0)
    dW1 = torch.outer(dz, x) + 2 * lambd * W1
    return J, dW1, dW2
