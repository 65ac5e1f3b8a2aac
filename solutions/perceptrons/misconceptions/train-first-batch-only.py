"""Takes the first batch of the loader and believes that this is all of the data.

task: 2.7
en: Only one batch per epoch is ever looked at. What gives you the next batch, and how many are there in an epoch?
ko: 에포크마다 배치를 하나만 보고 있어요. 다음 배치는 어떻게 받고, 한 에포크에는 배치가 몇 개 있을까요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        x, y = next(iter(loader))
        optimizer.zero_grad()
        loss = sum_squared_error(model(x), y)
        loss.backward()
        optimizer.step()
        history.append(loss.item() / len(x))
    return history
