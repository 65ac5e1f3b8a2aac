"""Never calls zero_grad, so that every step takes all earlier gradients along.

task: 3.9
en: The first step is right, the second is too long. What is in the gradients before you call backward() again?
ko: 첫 걸음은 맞는데 두 번째가 너무 길어요. backward()를 다시 부르기 전에 기울기에는 무엇이 남아 있나요?
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
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            train_losses.append(mse(net(X), y).item() / 2)
            test_losses.append(mse(net(test_data[0]), test_data[1]).item() / 2)
    return net.weight.detach().T, net.bias.detach(), train_losses, test_losses
