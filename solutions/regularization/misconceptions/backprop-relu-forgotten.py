"""Goes from h straight on to W1, as if there were no activation between them.

task: 3.7
en: Think of a unit that was off in the forward pass. If its z moves a little, how much does the cost change?
ko: 순전파에서 꺼져 있던 유닛을 생각해 보세요. 그 z가 조금 움직이면 비용은 얼마나 달라지나요?
"""


def forward_backward(x, y, W1, W2, lambd):
    h = relu(W1 @ x)
    o = W2 @ h
    J = ((o - y) ** 2).sum() / 2 + lambd * (l2_penalty(W1) + l2_penalty(W2))
    dW2 = torch.outer(o - y, h) + lambd * W2
    dh = W2.T @ (o - y)
    dW1 = torch.outer(dh, x) + lambd * W1
    return J, dW1, dW2
