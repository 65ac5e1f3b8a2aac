"""The sums are set to zero once before all epochs, so the loss is a mean over all epochs so far.

task: 4.7
en: The loss of the first epoch is right, later ones lag behind. When do your sums start again from zero?
ko: 첫 에포크의 손실은 맞는데 그다음부터는 천천히 따라와요. 더해 가는 값은 언제 다시 0에서 시작하나요?
"""


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    total, rows = 0.0, 0
    for epoch in range(1, epochs + 1):
        model.train()
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
