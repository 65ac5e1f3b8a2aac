"""Makes the optimizer without the learning rate and believes that the argument reaches it by its name.

task: 2.7
en: Your steps have the same length whatever lr is. How does the optimizer learn about the learning rate?
ko: lr을 바꿔도 걸음의 길이가 똑같아요. 옵티마이저는 학습률을 어떻게 알게 될까요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters())
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
