"""The loss is turned into a Python number right away, and a number has no backward().

task: 4.7
en: What kind of object is your loss when backward() is called on it? The computation that led to it must still be attached.
ko: backward()를 부를 때 loss는 어떤 종류의 값인가요? 그 값이 나오기까지의 계산이 아직 붙어 있어야 해요.
"""


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for epoch in range(1, epochs + 1):
        model.train()
        total, rows = 0.0, 0
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            loss = F.cross_entropy(model(x), y).item()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
