"""The gradients are set to zero once per epoch, so within an epoch they pile up over the batches.

task: 4.7
en: How often does your loop clear the gradients, and how often does it take a step? Compare the two numbers for an epoch of five batches.
ko: 기울기를 지우는 횟수와 걸음을 내딛는 횟수가 같은가요? 배치가 다섯 개인 에포크에서 두 숫자를 세어 비교해 보세요.
"""


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for epoch in range(1, epochs + 1):
        model.train()
        total, rows = 0.0, 0
        optimizer.zero_grad()
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
