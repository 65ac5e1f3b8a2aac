"""Sends the error back through W2 as it stands, which only takes vectors in the other direction.

task: 3.7
en: Forwards, W2 turns h numbers into q. What can turn q numbers back into h?
ko: 순전파에서 W2는 수 h개를 q개로 바꿔요. q개를 다시 h개로 되돌리는 것은 무엇일까요?
"""


def forward_backward(x, y, W1, W2, lambd):
    z = W1 @ x
    h = relu(z)
    o = W2 @ h
    J = ((o - y) ** 2).sum() / 2 + lambd * (l2_penalty(W1) + l2_penalty(W2))
    dW2 = torch.outer(o - y, h) + lambd * W2
    dz = (W2 @ (o - y)) * (z > 0)
    dW1 = torch.outer(dz, x) + lambd * W1
    return J, dW1, dW2
