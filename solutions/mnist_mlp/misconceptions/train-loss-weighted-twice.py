"""The loss is a sum over the batch already (reduction='sum') and is then multiplied by the number of rows.

task: 4.7
en: Your loss is too large by about the size of a batch. Is the loss of a batch a sum or a mean in your code, and do the later lines agree?
ko: 손실이 배치 크기만큼 크게 나와요. 배치 하나의 손실이 합인가요, 평균인가요? 그 뒤의 줄들도 똑같이 생각하고 있나요?
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
            loss = F.cross_entropy(model(x), y, reduction="sum")
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
