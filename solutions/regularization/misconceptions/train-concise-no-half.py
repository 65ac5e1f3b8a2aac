"""Takes MSELoss for the loss of the scratch version, as the slide does, though it has no half.

task: 3.9
en: Compare one step with that of `train`, at a decay of 0. By which factor are they apart, and which of the two losses causes that?
ko: 감쇠를 0으로 두고 `train`과 한 걸음을 비교해 보세요. 몇 배 차이가 나나요? 어느 쪽 손실 때문일까요?
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
            loss = mse(net(X[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            train_losses.append(mse(net(X), y).item() / 2)
            test_losses.append(mse(net(test_data[0]), test_data[1]).item() / 2)
    return net.weight.detach().T, net.bias.detach(), train_losses, test_losses
