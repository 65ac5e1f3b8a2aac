"""Training mode is set once before the first epoch, and after each evaluation the model stays in evaluation mode.

task: 4.7
en: Print model.training at the start of every epoch. The first is as it should be; what has happened by the second?
ko: 에포크가 시작될 때마다 model.training을 출력해 보세요. 첫 번째는 괜찮은데, 두 번째가 시작되기 전에 무슨 일이 있었나요?
"""


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    model.train()
    for epoch in range(1, epochs + 1):
        total, rows = 0.0, 0
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            loss = F.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            rows += len(y)
        model.eval()
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
