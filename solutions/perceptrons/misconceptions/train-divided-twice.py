"""Adds up the means of the batches and divides by the number of rows once more.

task: 2.7
en: The model learns as it should, but your losses are too small, by a factor of about the batch size. How many times has each loss been divided when it reaches the history?
ko: 모델은 제대로 배우는데 손실이 거의 배치 크기 배만큼 작게 적혀요. 손실이 기록에 들어가기까지 몇 번 나누어졌나요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, rows = 0.0, 0
        for x, y in loader:
            optimizer.zero_grad()
            loss = sum_squared_error(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item() / len(x)
            rows += len(x)
        history.append(total / rows)
    return history
