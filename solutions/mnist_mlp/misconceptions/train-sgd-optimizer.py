"""Plain SGD is used, as in the first lab, instead of Adam.

task: 4.7
en: How far does one step of yours move a weight, and on what does that depend? Compare the optimizer with the docstring.
ko: 한 걸음에 가중치가 얼마나 움직이고, 그 거리는 무엇에 따라 달라지나요? 옵티마이저를 docstring과 비교해 보세요.
"""


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
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
            total += loss.item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
