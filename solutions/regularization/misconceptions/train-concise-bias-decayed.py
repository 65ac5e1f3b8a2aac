"""Gives weight_decay to the optimizer for all parameters, which reaches the bias too.

task: 3.9
en: Where the gradient of the data is 0, b should stay. Which parameters does your weight_decay apply to?
ko: 데이터의 기울기가 0이면 b는 그대로여야 해요. weight_decay가 어떤 파라미터에 적용되고 있나요?
"""


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    net = nn.Linear(X.shape[1], 1)
    with torch.no_grad():
        net.weight.copy_(torch.randn(1, X.shape[1]) if w is None else w.T)
        net.bias.copy_(torch.zeros(1) if b is None else b)
    optimizer = torch.optim.SGD(net.parameters(), lr=lr, weight_decay=wd)
    mse = nn.MSELoss()
    train_losses, test_losses = [], []
    for epoch in range(epochs):
        for rows in torch.randperm(len(X)).split(batch_size):
            loss = mse(net(X[rows]), y[rows]) / 2
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            train_losses.append(mse(net(X), y).item() / 2)
            test_losses.append(mse(net(test_data[0]), test_data[1]).item() / 2)
    return net.weight.detach().T, net.bias.detach(), train_losses, test_losses
