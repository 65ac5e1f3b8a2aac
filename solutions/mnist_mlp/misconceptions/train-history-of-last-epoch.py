"""The list is made anew in every epoch, so only the last entry is left.

task: 4.7
en: How long is your history after three epochs? Look at where the list is made.
ko: 세 에포크를 돌고 나면 기록이 몇 개 있나요? 리스트를 어디에서 만드는지 살펴보세요.
"""


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    for epoch in range(1, epochs + 1):
        history = []
        model.train()
        total, rows = 0.0, 0
        for x, y in train_loader:
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
