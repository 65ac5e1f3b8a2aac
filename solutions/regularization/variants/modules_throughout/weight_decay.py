import torch
from torch import nn
from torch.utils import data


def synthetic_data(w, b, n):
    X = torch.distributions.Normal(0.0, 1.0).sample((n, w.shape[0]))
    return X, X @ w + b + torch.distributions.Normal(0.0, 0.01).sample((n, 1))


class Line(nn.Module):
    def __init__(self, d, w, b):
        super().__init__()
        self.lin = nn.Linear(d, 1)
        nn.init.normal_(self.lin.weight)
        nn.init.zeros_(self.lin.bias)
        with torch.no_grad():
            if w is not None:
                self.lin.weight.copy_(w.T)
            if b is not None:
                self.lin.bias.copy_(b)

    def forward(self, X):
        return self.lin(X)


def run(model, optimizer, penalty, train_data, test_data, epochs, batch_size):
    loader = data.DataLoader(data.TensorDataset(*train_data), batch_size, shuffle=True)
    loss = nn.MSELoss()
    train_losses, test_losses = [], []
    for _ in range(epochs):
        model.train()
        for X, y in loader:
            optimizer.zero_grad()
            (loss(model(X), y) / 2 + penalty()).backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            train_losses.append(loss(model(train_data[0]), train_data[1]).item() / 2)
            test_losses.append(loss(model(test_data[0]), test_data[1]).item() / 2)
    return model.lin.weight.detach().T, model.lin.bias.detach(), train_losses, test_losses


def train(lambd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    model = Line(train_data[0].shape[1], w, b)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)

    def penalty():
        return lambd / 2 * model.lin.weight.square().sum()

    return run(model, optimizer, penalty, train_data, test_data, epochs, batch_size)


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    model = Line(train_data[0].shape[1], w, b)
    groups = [{"params": [model.lin.weight], "weight_decay": wd}, {"params": [model.lin.bias], "weight_decay": 0.0}]
    return run(model, torch.optim.SGD(groups, lr=lr), lambda: 0.0, train_data, test_data, epochs, batch_size)
