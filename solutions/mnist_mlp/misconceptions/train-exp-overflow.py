"""Cross-entropy is written out with exp as in the formula; for scores of a few hundred exp is infinite, and so is the loss.

task: 4.7
en: Your loss is right as long as the scores are small. What does exp give for a score of 1000, and what would change if all scores of a row were shifted by the same amount?
ko: 점수가 작을 때는 손실이 맞아요. 점수가 1000이면 exp는 얼마가 될까요? 한 행의 점수를 모두 똑같은 만큼 옮기면 무엇이 달라지는지도 생각해 보세요.
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
            z = model(x)
            loss = (z.exp().sum(1).log() - z[torch.arange(len(y)), y]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
