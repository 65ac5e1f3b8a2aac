"""As tutorials wrote it years ago: Variable, .data, mm, size_average, enumerate over the loader."""

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch.autograd import Variable


def compose_affine(A1, c1, A2, c2):
    A = torch.mm(A2, A1)
    c = torch.addmv(c2, A2, c1)
    return A, c


def graph_gradients(a):
    v = Variable(a.data.clone(), requires_grad=True)
    b = v * v
    c = b + b
    d = torch.mean(c)
    e = torch.sum(c)

    d.backward(retain_graph=True)
    dd_da = v.grad.data.clone()
    v.grad.data.zero_()
    e.backward()
    de_da = v.grad.data.clone()
    return de_da, dd_da


def sum_squared_error(y_hat, y):
    criterion = nn.MSELoss(size_average=False)
    return criterion(y_hat, y)


def minibatches(x, y, batch_size, generator=None):
    n = x.size(0)
    indices = torch.randperm(n, generator=generator)
    batches = []
    start = 0
    while start < n:
        end = min(start + batch_size, n)
        index = indices[start:end]
        batches.append((x.index_select(0, index), y.index_select(0, index)))
        start = end
    return batches


class Separator(nn.Module):
    def __init__(self):
        super(Separator, self).__init__()
        self.hidden = nn.Linear(2, 4)
        self.output = nn.Linear(4, 1)
        self.hidden.weight.data.normal_(0, 1)
        self.output.weight.data.normal_(0, 1)

    def forward(self, x):
        x = F.relu(self.hidden(x))
        x = self.output(x)
        return F.sigmoid(x)


class XorMLP(nn.Module):
    def __init__(self):
        super(XorMLP, self).__init__()
        self.hidden = nn.Linear(2, 3)
        self.output = nn.Linear(3, 1)

    def forward(self, x):
        x = F.sigmoid(self.hidden(x))
        x = F.sigmoid(self.output(x))
        return x


def train(model, loader, epochs, lr):
    model.train()
    optimizer = optim.Adam(model.parameters(), lr=lr)
    losses = []
    for epoch in range(1, epochs + 1):
        running_loss = 0.0
        seen = 0
        for i, data in enumerate(loader, 0):
            inputs, labels = data
            inputs, labels = Variable(inputs), Variable(labels)
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = (outputs - labels).pow(2).sum()
            loss.backward()
            optimizer.step()
            running_loss += loss.data.item()
            seen += inputs.size(0)
        losses.append(running_loss / seen)
        if epoch % 50 == 0:
            print("[%d] loss: %.5f" % (epoch, losses[-1]))
    print("Finished Training")
    return losses
