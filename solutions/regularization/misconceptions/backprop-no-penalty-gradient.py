"""Puts the penalty into the cost and then differentiates the error alone.

task: 3.7
en: At lambd = 0 everything fits. J has two parts: how many of them do your gradients know of?
ko: lambd = 0이면 모두 맞아요. J는 두 부분으로 되어 있는데, 기울기에는 몇 부분이 들어 있나요?
"""


def forward_backward(x, y, W1, W2, lambd):
    z = W1 @ x
    h = relu(z)
    o = W2 @ h
    J = ((o - y) ** 2).sum() / 2 + lambd * (l2_penalty(W1) + l2_penalty(W2))
    dW2 = torch.outer(o - y, h)
    dz = (W2.T @ (o - y)) * (z > 0)
    dW1 = torch.outer(dz, x)
    return J, dW1, dW2
