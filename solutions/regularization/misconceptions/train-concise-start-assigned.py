"""Assigns a plain tensor to net.weight, which only takes an nn.Parameter.

task: 3.9
en: Read the error message: what kind of object may stand in net.weight? Think also about how to fill the one that is there.
ko: 오류 메시지를 읽어 보세요. net.weight 자리에는 어떤 객체가 올 수 있나요? 이미 있는 것을 채우는 방법도 생각해 보세요.
"""


def train_concise(wd, train_data, test_data, *, epochs=100, lr=0.003, batch_size=5, w=None, b=None):
    X, y = train_data
    net = nn.Linear(X.shape[1], 1)
    nn.init.normal_(net.weight)
    nn.init.zeros_(net.bias)
    if w is not None:
        net.weight = w.T
        net.bias = b
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
    return net.weight.detach().T, net.bias.detach(), train_losses, test_losses
