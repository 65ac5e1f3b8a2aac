"""Reports the sum over the epoch and overlooks that the history is per row.

task: 2.7
en: The model learns as it should, but your losses grow with the amount of data. What is the last thing to do with the sum of an epoch?
ko: 모델은 제대로 배우는데 데이터가 많을수록 손실이 크게 적혀요. 한 에포크 동안 더한 값에 마지막으로 무엇을 해야 할까요?
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
        history.append(total)
    return history
