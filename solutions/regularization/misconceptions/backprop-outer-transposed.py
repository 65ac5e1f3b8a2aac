"""Has the factors of the outer products in the order of the forward pass, so the gradients come out transposed.

task: 3.7
en: Write the shape of each gradient beside the shape of its weights. Do the rows belong to what goes in or to what comes out?
ko: 각 기울기의 모양을 가중치의 모양 옆에 써 보세요. 행은 들어가는 쪽에 해당하나요, 나오는 쪽에 해당하나요?
"""


def forward_backward(x, y, W1, W2, lambd):
    z = W1 @ x
    h = relu(z)
    o = W2 @ h
    J = ((o - y) ** 2).sum() / 2 + lambd * (l2_penalty(W1) + l2_penalty(W2))
    dW2 = torch.outer(h, o - y) + lambd * W2
    dz = (W2.T @ (o - y)) * (z > 0)
    dW1 = torch.outer(x, dz) + lambd * W1
    return J, dW1, dW2
