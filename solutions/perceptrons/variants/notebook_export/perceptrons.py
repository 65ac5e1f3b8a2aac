# %% [markdown]
# ## 실습 2: 퍼셉트론
# 노트북에서 내보낸 파일이에요. 중간중간 확인용 코드가 남아 있어요.

# %%
from collections import OrderedDict

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(1)


# %% 2.1
def compose_affine(A1, c1, A2, c2):
    # y = A2 (A1 x + c1) + c2 = (A2 A1) x + (A2 c1 + c2)
    A = A2.matmul(A1)
    c = A2.matmul(c1).add(c2)
    return A, c


A, c = compose_affine(torch.eye(2), torch.ones(2), 2 * torch.eye(2), torch.zeros(2))
print(A, c)


# %% 2.2
def graph_gradients(a):
    grads = []
    for reduce in (torch.sum, torch.mean):
        x = a.detach().clone().requires_grad_()
        b = torch.pow(x, 2)
        c = torch.mul(b, 2)
        reduce(c).backward()
        grads.append(x.grad)
    return grads[0], grads[1]


print(graph_gradients(torch.tensor([1.0, 2.0, 3.0])))

# %% 2.3
sum_squared_error = lambda y_hat, y: torch.sum((y - y_hat).square())


# %% 2.4
def minibatches(x, y, batch_size, generator=None):
    n = len(x)
    if generator is None:
        keys = torch.rand(n)
    else:
        keys = torch.rand(n, generator=generator)
    _, order = keys.sort()
    cuts = list(range(batch_size, n, batch_size))
    xs = torch.tensor_split(x[order], cuts)
    ys = torch.tensor_split(y[order], cuts)
    return list(zip(xs, ys))


for xb, yb in minibatches(torch.arange(5.0), torch.arange(5.0), 2):
    print(xb, yb)


# %% 2.5
def init_weights(m):
    if isinstance(m, nn.Linear):
        nn.init.xavier_uniform_(m.weight)
        m.bias.data.fill_(0.01)


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            OrderedDict([("fc1", nn.Linear(2, 4)), ("relu", nn.ReLU(inplace=True)), ("fc2", nn.Linear(4, 1))])
        )
        self.layers.apply(init_weights)

    def forward(self, x):
        logit = self.layers(x)
        prob = torch.exp(F.logsigmoid(logit))
        return prob


print(Separator())


# %% 2.6
class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear1 = nn.Linear(2, 3, bias=True)
        self.linear2 = nn.Linear(3, 1, bias=True)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        out = self.sigmoid(self.linear1(x))
        out = self.sigmoid(self.linear2(out))
        return out


print(sum(p.numel() for p in XorMLP().parameters()))


# %% 2.7
def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    epoch_losses = []
    for epoch in range(epochs):
        batch_losses, batch_sizes = [], []
        for x, y in loader:
            y_hat = model(x)
            cost = F.mse_loss(y_hat, y, reduction="none").sum()

            optimizer.zero_grad()
            cost.backward()
            optimizer.step()

            batch_losses.append(cost.item())
            batch_sizes.append(x.shape[0])
        epoch_losses.append(sum(batch_losses) / sum(batch_sizes))
    return epoch_losses


# %% XOR
X = torch.FloatTensor([[0, 0], [0, 1], [1, 0], [1, 1]])
Y = torch.FloatTensor([[0], [1], [1], [0]])
model = XorMLP()
losses = train(model, DataLoader(TensorDataset(X, Y), batch_size=4, shuffle=True), 200, 0.1)
print(losses[::50])
with torch.no_grad():
    print((model(X) > 0.5).int().flatten())
