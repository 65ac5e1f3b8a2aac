"""The loss is computed anew after each step for the history, instead of the one that the step was made from.

task: 4.7
en: Your losses are a little too good. At which moment of a step is the loss in your history measured?
ko: 손실이 실제보다 조금 좋게 나와요. 기록에 적는 손실은 한 걸음의 어느 순간에 잰 것인가요?
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
            loss = F.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += F.cross_entropy(model(x), y).item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
