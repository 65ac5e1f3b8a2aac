"""Lists where tuples would do, zip and split, extra evaluation, mean squared error scaled back to a sum."""

from torch import Tensor, manual_seed, nn, no_grad, optim, randperm, relu

manual_seed(0)


def compose_affine(A1: Tensor, c1: Tensor, A2: Tensor, c2: Tensor):
    A = A2 @ A1
    c = c1 @ A2.T + c2
    return [A, c]


def graph_gradients(a: Tensor):
    a = a.data.clone()
    a.requires_grad = True
    b = a**2
    c = 2 * b
    d, e = c.mean(), c.sum()
    d.backward(retain_graph=True)
    dd_da = a.grad
    a.grad = None
    e.backward()
    de_da = a.grad
    return [de_da, dd_da]


def sum_squared_error(y_hat: Tensor, y: Tensor):
    return ((y_hat - y) ** 2).mean() * y.numel()


def minibatches(x, y, batch_size, generator=None):
    order = randperm(len(x), generator=generator) if generator is not None else randperm(len(x))
    return [[a, b] for a, b in zip(x[order].split(batch_size), y[order].split(batch_size))]


class Separator(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(in_features=2, out_features=4, bias=True)
        self.b = nn.Linear(in_features=4, out_features=1, bias=True)
        nn.init.normal_(self.a.weight, std=0.5)

    def forward(self, x):
        h = self.a(x)
        h = relu(h)
        return self.b(h).sigmoid()


class XorMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(2, 3), nn.Sigmoid())
        self.head = nn.Sequential(nn.Linear(3, 1), nn.Sigmoid())

    def forward(self, x):
        return self.head(self.net(x))


def train(model, loader, epochs, lr, verbose=False):
    optimizer = optim.Adam(model.parameters(), lr=lr)
    history = []
    for epoch in range(1, epochs + 1):
        running, rows = 0.0, 0
        for x, y in loader:
            optimizer.zero_grad()
            y_hat = model(x)
            loss = ((y_hat - y) ** 2).mean() * y.numel()
            loss.backward()
            optimizer.step()
            running += loss.item()
            rows += y.shape[0]
        model.eval()
        with no_grad():
            right = sum(int(((model(x) > 0.5) == (y > 0.5)).sum()) for x, y in loader)
        model.train()
        if verbose:
            print(epoch, running / rows, right)
        history.append(running / rows)
    return history
