"""Adds the penalty to the loss although the optimizer's weight_decay takes care of it.

task: 3.9
en: w decays twice as fast as in `train`. In how many places does your program pull it towards zero?
ko: `train`보다 w가 2배 빨리 줄어들어요. 프로그램의 몇 군데에서 w를 0 쪽으로 당기고 있나요?
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
            loss = mse(net(X[rows]), y[rows]) / 2 + wd * l2_penalty(net.weight)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            train_losses.append(mse(net(X), y).item() / 2)
            test_losses.append(mse(net(test_data[0]), test_data[1]).item() / 2)
    return net.weight.detach().T, net.bias.detach(), train_losses, test_losses
