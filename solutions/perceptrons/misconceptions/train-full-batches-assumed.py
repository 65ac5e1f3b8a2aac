"""Counts the rows as batches times batch size, believing that every batch is full.

task: 2.7
en: The losses are a little too small when the last batch is short. How do you count the rows of an epoch?
ko: 마지막 배치가 짧으면 손실이 조금 작게 적혀요. 한 에포크의 행을 어떻게 세고 있나요?
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
        history.append(total / (len(loader) * loader.batch_size))
    return history
