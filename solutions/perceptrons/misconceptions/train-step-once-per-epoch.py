"""Leaves the batch loop before the step, so that only the last batch of an epoch moves the model.

task: 2.7
en: With several batches in an epoch the model still moves only once. To which of the two loops does the step belong?
ko: 에포크에 배치가 여러 개인데 모델은 한 번만 움직여요. 걸음은 두 반복문 가운데 어느 쪽에 들어 있어야 할까요?
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
            total += loss.item()
            rows += len(x)
        optimizer.step()
        history.append(total / rows)
    return history
