"""Returns the weight as nn.Linear holds it, a row, where a column is asked for.

task: 3.9
en: Print the shape of the w that you return. In which shape does nn.Linear keep its weight?
ko: 돌려준 w의 모양을 출력해 보세요. nn.Linear는 가중치를 어떤 모양으로 갖고 있나요?
"""


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    net = nn.Linear(X.shape[1], 1)
    with torch.no_grad():
        net.weight.copy_(torch.randn(1, X.shape[1]) if w is None else w.T)
        net.bias.copy_(torch.zeros(1) if b is None else b)
    optimizer = torch.optim.SGD([{"params": net.weight, "weight_decay": wd}, {"params": net.bias}], lr=lr)
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
    return net.weight.detach(), net.bias.detach(), train_losses, test_losses
