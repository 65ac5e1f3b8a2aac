"""Divides by the number of batches, as one would if each loss were a mean.

task: 2.7
en: The model learns as it should, but your losses depend on the batch size. The loss of a batch is already a sum over its rows: how many rows are in the sum of an epoch?
ko: 모델은 제대로 배우는데 배치 크기에 따라 손실이 달라져요. 배치의 손실은 이미 행들의 합이에요. 그럼 한 에포크의 합에는 행이 모두 몇 개 들어 있을까요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = sum_squared_error(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        history.append(total / len(loader))
    return history
