"""Takes y - o for the error; the square does not mind the order, but its derivative does.

task: 3.7
en: Take a small step against your gradient at lambd = 0. Does J fall? Think about the sign of dJ/do.
ko: lambd = 0에서 기울기의 반대 방향으로 조금 움직여 보세요. J가 줄어드나요? dJ/do의 부호를 생각해 보세요.
"""


def forward_backward(x, y, W1, W2, lambd):
    z = W1 @ x
    h = relu(z)
    o = W2 @ h
    error = y - o
    J = (error**2).sum() / 2 + lambd * (l2_penalty(W1) + l2_penalty(W2))
    dW2 = torch.outer(error, h) + lambd * W2
    dz = (W2.T @ error) * (z > 0)
    dW1 = torch.outer(dz, x) + lambd * W1
    return J, dW1, dW2
