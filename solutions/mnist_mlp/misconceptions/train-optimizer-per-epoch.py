"""A new optimizer is made in each epoch, so Adam forgets its averages.

task: 4.7
en: The first epoch is right, later ones are not. Adam has a memory: how long does yours live?
ko: 첫 에포크는 맞는데 그다음부터 달라요. Adam에는 기억이 있어요. 지금 코드에서 그 기억은 얼마나 오래가나요?
"""


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    history = []
    for epoch in range(1, epochs + 1):
        optimizer = torch.optim.Adam(model.parameters(), lr=lr)
        model.train()
        total, rows = 0.0, 0
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            loss = F.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
