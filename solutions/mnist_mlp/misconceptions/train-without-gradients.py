"""The forward pass of training runs under no_grad (or on detached scores), so there is nothing for backward() to follow.

task: 4.7
en: backward() finds no way back from the loss to the weights. Look at where in your loop autograd is switched off or cut.
ko: backward()가 손실에서 가중치로 돌아가는 길을 찾지 못해요. 루프의 어디에서 autograd가 꺼지거나 끊기는지 살펴보세요.
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
            with torch.no_grad():
                logits = model(x)
            loss = F.cross_entropy(logits, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
