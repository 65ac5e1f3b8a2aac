"""Makes the optimizer inside the epoch loop. Overlooks that Adam keeps running averages, which then start over.

task: 2.7
en: The first epoch is right, and afterwards Adam behaves as if every epoch were its first. Where is your optimizer made, and what does it remember?
ko: 첫 에포크는 맞는데, 그다음부터 Adam이 매번 처음인 것처럼 움직여요. 옵티마이저를 어디에서 만드나요? Adam은 무엇을 기억하고 있어야 할까요?
"""


def train(model, loader, epochs, lr):
    history = []
    for _ in range(epochs):
        optimizer = torch.optim.Adam(model.parameters(), lr=lr)
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
