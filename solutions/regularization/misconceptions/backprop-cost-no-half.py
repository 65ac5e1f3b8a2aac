"""Forgets the half of the squared error in the cost and remembers it in the gradients.

task: 3.7
en: Your gradients fit, your cost does not. Set lambd = 0: by which factor is J off, and where in the formula of L does it stand?
ko: 기울기는 맞는데 비용이 달라요. lambd = 0으로 두면 J가 몇 배로 나오나요? 그 배수는 L의 식 어디에 있나요?
"""


def forward_backward(x, y, W1, W2, lambd):
    z = W1 @ x
    h = relu(z)
    o = W2 @ h
    J = ((o - y) ** 2).sum() + lambd * (l2_penalty(W1) + l2_penalty(W2))
    dW2 = torch.outer(o - y, h) + lambd * W2
    dz = (W2.T @ (o - y)) * (z > 0)
    dW1 = torch.outer(dz, x) + lambd * W1
    return J, dW1, dW2
