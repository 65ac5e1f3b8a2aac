"""The validation batches get steps, too, so the model learns what it is judged by.

task: 4.7
en: Your model takes more steps than there are training batches. Which rows should never have a step made from them?
ko: 학습 배치의 개수보다 걸음이 더 많아요. 걸음을 내딛는 데 절대로 쓰면 안 되는 행은 어느 것일까요?
"""


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for epoch in range(1, epochs + 1):
        model.train()
        total, rows = 0.0, 0
        for x, y in [*train_loader, *val_loader]:
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
