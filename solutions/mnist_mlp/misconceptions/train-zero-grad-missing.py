"""The gradients are never set back to zero, so each step uses the sum of all gradients so far.

task: 4.7
en: Your first step is right, the second is not. What is still stored in .grad from the batch before when backward() runs again?
ko: 첫걸음은 맞는데 두 번째 걸음부터 달라요. backward()가 다시 실행될 때 .grad에는 앞 배치의 무엇이 남아 있나요?
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
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
