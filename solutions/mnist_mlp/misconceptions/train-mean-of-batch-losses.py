"""The batch losses are averaged as if all batches had the same size.

task: 4.7
en: If one batch has 50 rows and the last one only 2, how much should those two weigh in the loss of the epoch?
ko: 어떤 배치는 50행이고 마지막 배치는 2행뿐이라면, 에포크의 손실에서 그 두 행은 무게가 얼마나 되어야 할까요?
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
            rows += 1
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
