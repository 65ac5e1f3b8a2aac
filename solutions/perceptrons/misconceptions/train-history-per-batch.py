"""Adds to the history inside the batch loop, so that it grows with every batch.

task: 2.7
en: The model learns as it should, but the history is longer than the number of epochs. When do you add to it?
ko: 모델은 제대로 배우는데 기록이 에포크의 개수보다 길어요. 기록에 언제 값을 더하고 있나요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = sum_squared_error(model(x), y)
            loss.backward()
            optimizer.step()
            history.append(loss.item() / len(x))
    return history
