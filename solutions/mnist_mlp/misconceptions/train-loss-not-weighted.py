"""The batch losses, which are means already, are added up and then divided by the number of rows.

task: 4.7
en: Your loss is far too small. cross_entropy has already divided once: by what? And what do you divide by at the end?
ko: 손실이 너무 작게 나와요. cross_entropy가 이미 한 번 나누었어요. 무엇으로 나누었나요? 그리고 마지막에는 무엇으로 나누고 있나요?
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
            total += loss.item()
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
