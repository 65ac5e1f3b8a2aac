"""Empties the gradients at the start of each epoch, as if an epoch were one step.

task: 2.7
en: With one batch per epoch all is right; with several, the gradients of a batch still contain those of the batches before it. How often per epoch are they emptied?
ko: 에포크에 배치가 하나면 맞는데, 여러 개면 앞 배치의 기울기가 뒤 배치에 섞여요. 한 에포크 동안 기울기를 몇 번 비우나요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        optimizer.zero_grad()
        total, rows = 0.0, 0
        for x, y in loader:
            loss = sum_squared_error(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
            rows += len(x)
        history.append(total / rows)
    return history
