# %%
import math

import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision
from layers import *
from torch.nn import init

batch_size = 256
num_inputs, num_outputs, num_hiddens = 784, 10, 256


# %%
def init_params(num_inputs, num_outputs, num_hiddens):
    W1 = torch.empty((num_inputs, num_hiddens), dtype=torch.float32)
    W2 = torch.empty((num_hiddens, num_outputs), dtype=torch.float32)
    b1 = torch.empty(num_hiddens)
    b2 = torch.empty(num_outputs)
    for W in (W1, W2):
        init.normal_(W, mean=0.0, std=0.01)
    for b in (b1, b2):
        init.constant_(b, 0.0)
    params = [W1, b1, W2, b2]
    for p in params:
        p.requires_grad = True
    return params


params = init_params(num_inputs, num_outputs, num_hiddens)


def net(X, params):
    W1, b1, W2, b2 = params
    n = X.size(0)
    X = X.contiguous().view(n, -1)
    # 은닉층
    H = X @ W1 + b1
    H = relu(H)
    # 출력층 (softmax는 CrossEntropyLoss 안에 있음!)
    O = H @ W2 + b2
    return O


loss = nn.CrossEntropyLoss()
print(loss(net(torch.randn(8, 1, 28, 28), params), torch.randint(0, 10, (8,))))


# %%
class Net(nn.Module):
    def __init__(self, num_inputs, num_outputs, num_hiddens1, num_hiddens2, dropout1=0.2, dropout2=0.5):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(num_inputs, num_hiddens1, bias=True)
        self.drop1 = nn.Dropout(p=dropout1)
        self.fc2 = nn.Linear(num_hiddens1, num_hiddens2, bias=True)
        self.drop2 = nn.Dropout(p=dropout2)
        self.fc3 = nn.Linear(num_hiddens2, num_outputs, bias=True)
        self.apply(self._init_weights)

    def _init_weights(self, m):
        if type(m) == nn.Linear:
            init.xavier_uniform_(m.weight)
            init.zeros_(m.bias)

    def forward(self, x):
        x = x.reshape(x.shape[0], -1)
        x = self.drop1(F.relu(self.fc1(x)))
        x = self.drop2(F.relu(self.fc2(x)))
        x = self.fc3(x)
        return x


model = Net(784, 10, 256, 256).to(device)
print(model)


# %%
def forward_backward(x, y, W1, W2, lambd):
    # 순전파
    z = torch.matmul(W1, x)
    h = torch.maximum(z, torch.zeros_like(z))
    o = torch.matmul(W2, h)
    L = 1 / 2 * torch.sum((o - y) ** 2)
    s = lambd / 2 * (torch.sum(W1**2) + torch.sum(W2**2))
    J = L + s
    # 역전파
    dJ_dL = 1
    dJ_ds = 1
    dJ_do = dJ_dL * (o - y)  # (q,)
    dJ_dW2 = torch.ger(dJ_do, h) + dJ_ds * lambd * W2  # (q, h)
    dJ_dh = torch.matmul(torch.transpose(W2, 0, 1), dJ_do)  # (h,)
    dJ_dz = dJ_dh.clone()
    dJ_dz[z <= 0] = 0
    dJ_dW1 = torch.ger(dJ_dz, x) + dJ_ds * lambd * W1  # (h, d)
    return J, dJ_dW1, dJ_dW2


# %%
def xavier_init_(weight):
    fan_in, fan_out = init._calculate_fan_in_and_fan_out(weight)
    std = math.sqrt(2.0 / float(fan_in + fan_out))
    init.normal_(weight, 0.0, std)
    return weight


# %%
def gradient_norms(depth, activation):
    width = 64
    x = torch.normal(0.0, 1.0, size=(1, width))
    W_list = []
    for i in range(depth):
        W = torch.normal(0.0, math.sqrt(1 / width), size=(width, width))
        W.requires_grad_(True)
        W_list.append(W)

    out = x
    for i in range(len(W_list)):
        out = activation(torch.matmul(out, torch.transpose(W_list[i], 0, 1)))

    total = out.sum()
    total.backward()

    result = []
    for W in W_list:
        result.append(torch.sqrt(torch.sum(W.grad**2)).item())
    return result


print(gradient_norms(5, torch.sigmoid))
