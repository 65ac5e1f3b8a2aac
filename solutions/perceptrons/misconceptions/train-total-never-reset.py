"""Sets the sum and the count to 0 once, before all epochs, so that each epoch reports the average since the start.

task: 2.7
en: The first epoch's loss is right, and the later ones fall too slowly, as if they remembered the first. When do the sum and the count start again?
ko: 첫 에포크의 손실은 맞는데, 뒤로 갈수록 앞 에포크를 기억하는 것처럼 천천히 내려가요. 합과 개수는 언제 다시 0부터 시작하나요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    total, rows = 0.0, 0
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = sum_squared_error(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
            rows += len(x)
        history.append(total / rows)
    return history
