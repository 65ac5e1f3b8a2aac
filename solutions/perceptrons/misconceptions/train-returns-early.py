"""Indents the return into the epoch loop, so that training ends with its first epoch.

task: 2.7
en: However many epochs are asked for, only one is run. To which block does your `return` belong?
ko: 에포크를 몇 번 시키든 한 번만 돌아요. `return`이 어느 블록에 들어 있나요?
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
            optimizer.step()
            total += loss.item()
            rows += len(x)
        history.append(total / rows)
        return history
