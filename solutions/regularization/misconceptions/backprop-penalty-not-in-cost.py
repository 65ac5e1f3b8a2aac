"""Returns the loss L where the cost J = L + s is asked for.

task: 3.7
en: Your gradients know of lambda. Does your J?
ko: 기울기에는 lambda가 들어 있어요. 돌려준 J에도 들어 있나요?
"""


def forward_backward(x, y, W1, W2, lambd):
    z = W1 @ x
    h = relu(z)
    o = W2 @ h
    L = ((o - y) ** 2).sum() / 2
    dW2 = torch.outer(o - y, h) + lambd * W2
    dz = (W2.T @ (o - y)) * (z > 0)
    dW1 = torch.outer(dz, x) + lambd * W1
    return L, dW1, dW2
