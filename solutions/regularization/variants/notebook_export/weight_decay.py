# %%
import torch
import torch.nn as nn
from layers import *
from torch.utils.data import DataLoader, TensorDataset

n_train, n_test, num_inputs = 20, 100, 200
true_w, true_b = torch.ones((num_inputs, 1)) * 0.01, 0.05


# %%
def synthetic_data(w, b, n):
    """y = Xw + b + 잡음"""
    X = torch.normal(mean=0.0, std=1.0, size=(n, w.shape[0]))
    y = torch.mm(X, w) + b
    noise = torch.normal(mean=0.0, std=0.01, size=y.size())
    return X, y + noise


train_data = synthetic_data(true_w, true_b, n_train)
test_data = synthetic_data(true_w, true_b, n_test)


# %%
def squared_loss(y_hat, y):
    return (y_hat - y.reshape(y_hat.shape)) ** 2 / 2


def evaluate(net, data_iter):
    total, n = 0.0, 0
    with torch.no_grad():
        for X, y in data_iter:
            total += squared_loss(net(X), y).sum().item()
            n += y.shape[0]
    return total / n


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    train_iter = DataLoader(TensorDataset(*train_data), batch_size=batch_size, shuffle=True)
    test_iter = DataLoader(TensorDataset(*test_data), batch_size=batch_size, shuffle=False)

    # 파라미터 초기화
    if w is not None:
        w = w.clone().detach()
    else:
        w = torch.randn((train_data[0].shape[1], 1))
    if b is not None:
        b = b.clone().detach()
    else:
        b = torch.zeros(1)
    w.requires_grad, b.requires_grad = True, True

    net = lambda X: torch.matmul(X, w) + b
    train_loss, test_loss = [], []
    for epoch in tqdm(range(1, epochs + 1)):
        for X, y in train_iter:
            l = squared_loss(net(X), y).mean()
            l = l + lambd * l2_penalty(w)
            l.backward()
            w.data = w.data - lr * w.grad.data
            b.data = b.data - lr * b.grad.data
            w.grad = None
            b.grad = None
        train_loss.append(evaluate(net, train_iter))
        test_loss.append(evaluate(net, test_iter))
        if epoch % 20 == 0:
            print(f"epoch {epoch}: train {train_loss[-1]:.4f}, test {test_loss[-1]:.4f}")
    return w, b, train_loss, test_loss


# %%
def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    train_iter = DataLoader(TensorDataset(*train_data), batch_size=batch_size, shuffle=True)
    test_iter = DataLoader(TensorDataset(*test_data), batch_size=batch_size, shuffle=False)

    net = nn.Sequential(nn.Flatten(), nn.Linear(train_data[0].shape[1], 1))
    linear = net[1]
    with torch.no_grad():
        linear.weight[:] = w.reshape(1, -1) if w is not None else torch.randn(linear.weight.shape)
        linear.bias[:] = b if b is not None else 0.0

    optimizer_w = torch.optim.SGD([linear.weight], lr=lr, weight_decay=wd, momentum=0)
    optimizer_b = torch.optim.SGD([linear.bias], lr=lr, weight_decay=0, momentum=0)

    train_loss, test_loss = [], []
    for epoch in range(epochs):
        net.train()
        for X, y in train_iter:
            l = squared_loss(net(X), y).mean()
            net.zero_grad()
            l.backward()
            optimizer_w.step()
            optimizer_b.step()
        net.eval()
        train_loss.append(evaluate(net, train_iter))
        test_loss.append(evaluate(net, test_iter))
    return linear.weight.detach().reshape(-1, 1), linear.bias.detach(), train_loss, test_loss


# %%
w, b, train_loss, test_loss = train(3, train_data, test_data)
plt.semilogy(train_loss, label="train")
plt.semilogy(test_loss, label="test")
plt.legend()
plt.show()
