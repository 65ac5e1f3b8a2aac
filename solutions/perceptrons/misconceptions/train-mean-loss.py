"""Trains on the mean squared error of the batch, believing that a constant factor makes no difference to Adam.
With batches of different sizes the factor is not constant.

task: 2.7
en: The history is nearly right, but the parameters drift off when batches differ in size. How should a short batch count against a full one in the loss that you differentiate?
ko: 손실 기록은 거의 맞는데 배치 크기가 다르면 파라미터가 조금씩 벗어나요. 미분하는 손실에서 짧은 배치는 꽉 찬 배치에 비해 얼마만큼의 비중을 가져야 할까요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, rows = 0.0, 0
        for x, y in loader:
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(x)
            rows += len(x)
        history.append(total / rows)
    return history
