"""AdamW is taken for Adam, but it also shrinks every weight a little in each step.

task: 4.7
en: Your weights end up a tiny bit too close to 0. Two optimizers have almost the same name, and one of them does something more in each step.
ko: 가중치가 아주 조금씩 0에 더 가까워요. 이름이 거의 같은 옵티마이저가 둘 있는데, 그중 하나는 걸음마다 한 가지 일을 더 해요.
"""


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
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
