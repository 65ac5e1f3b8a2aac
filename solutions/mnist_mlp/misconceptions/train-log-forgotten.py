"""The loss is minus the mean probability of the right class; the logarithm is missing.

task: 4.7
en: Your loss lies between -1 and 0. Which step of the formula makes a small probability very expensive?
ko: 손실이 -1과 0 사이에 있어요. 식에서 작은 확률에 큰 벌을 주는 단계가 무엇이었나요?
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
            loss = F.nll_loss(F.softmax(model(x), dim=1), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
