"""Takes AdamW for a newer name of Adam. It also shrinks the weights a little at every step.

task: 2.7
en: Your parameters end a little closer to 0 than they should. What does your optimizer do beside following the gradients?
ko: 파라미터가 있어야 할 곳보다 0 쪽으로 조금씩 끌려가요. 지금 쓰는 옵티마이저는 기울기를 따라가는 것 말고 또 무엇을 하나요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
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
