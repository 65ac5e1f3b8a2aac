"""Sends the gradient itself through ReLU, so that its own sign decides what passes instead of the sign of z.

task: 3.7
en: Which units are on was settled in the forward pass. Which tensor remembers it, and which one do you ask?
ko: 어떤 유닛이 켜졌는지는 순전파에서 정해졌어요. 그 사실이 남아 있는 텐서는 무엇이고, 지금은 어느 텐서를 보고 있나요?
"""


def forward_backward(x, y, W1, W2, lambd):
    h = relu(W1 @ x)
    o = W2 @ h
    J = ((o - y) ** 2).sum() / 2 + lambd * (l2_penalty(W1) + l2_penalty(W2))
    dW2 = torch.outer(o - y, h) + lambd * W2
    dz = relu(W2.T @ (o - y))
    dW1 = torch.outer(dz, x) + lambd * W1
    return J, dW1, dW2
