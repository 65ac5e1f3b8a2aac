"""Uses z in the gradient of W2, although W2 was multiplied with what the activation made of it.

task: 3.7
en: With which vector was W2 multiplied in the forward pass: the one before the activation or the one after it?
ko: 순전파에서 W2와 곱해진 벡터는 무엇이었나요? 활성화 함수를 지나기 전의 것인가요, 지난 뒤의 것인가요?
"""


def forward_backward(x, y, W1, W2, lambd):
    z = W1 @ x
    h = relu(z)
    o = W2 @ h
    J = ((o - y) ** 2).sum() / 2 + lambd * (l2_penalty(W1) + l2_penalty(W2))
    dW2 = torch.outer(o - y, z) + lambd * W2
    dz = (W2.T @ (o - y)) * (z > 0)
    dW1 = torch.outer(dz, x) + lambd * W1
    return J, dW1, dW2
