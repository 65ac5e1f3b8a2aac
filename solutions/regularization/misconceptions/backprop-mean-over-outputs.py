"""Takes the loss for a mean over the outputs, as MSELoss computes it; with one output there is no difference.

task: 3.7
en: With a single output all is well, so try a y of length 3. Does L add up over the outputs or average?
ko: 출력이 하나일 때는 잘 맞으니 y의 길이를 3으로 해 보세요. L은 출력에 대한 합인가요, 평균인가요?
"""


def forward_backward(x, y, W1, W2, lambd):
    z = W1 @ x
    h = relu(z)
    o = W2 @ h
    J = ((o - y) ** 2).mean() / 2 + lambd * (l2_penalty(W1) + l2_penalty(W2))
    do = (o - y) / len(y)
    dW2 = torch.outer(do, h) + lambd * W2
    dz = (W2.T @ do) * (z > 0)
    dW1 = torch.outer(dz, x) + lambd * W1
    return J, dW1, dW2
