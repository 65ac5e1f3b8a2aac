"""Believes that backward() replaces the gradients of the last step. It adds to them.

task: 2.7
en: The first step is right, and every later one still carries the gradients of those before. Who empties them, and when?
ko: 첫걸음은 맞는데 그다음부터는 앞 걸음의 기울기가 계속 섞여요. 기울기는 누가, 언제 비워 주나요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, rows = 0.0, 0
        for x, y in loader:
            loss = sum_squared_error(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
            rows += len(x)
        history.append(total / rows)
    return history
