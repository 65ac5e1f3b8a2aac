"""Takes plain SGD, believing that optimizers differ in speed only.

task: 2.7
en: The length of your first step depends on the size of the gradient. Which optimizer does this task ask for, and how long is its first step?
ko: 첫걸음의 길이가 기울기의 크기에 따라 달라져요. 이 과제에서 쓰기로 한 옵티마이저는 무엇이고, 그 첫걸음은 얼마나 길까요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, rows = 0.0, 0
        for x, y in loader:
            optimizer.zero_grad()
            loss = sum_squared_error(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
            rows += len(x)
        history.append(total / rows)
    return history
