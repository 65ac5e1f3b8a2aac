"""step() stands outside the loop over the batches, so an epoch takes a single step, with the gradient of the last batch.

task: 4.7
en: How many steps does an epoch of five batches take in your loop? Check the indentation of each line.
ko: 배치가 다섯 개인 에포크에서 걸음을 몇 번 내딛나요? 줄마다 들여쓰기를 확인해 보세요.
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
            total += loss.item() * len(y)
            rows += len(y)
        optimizer.step()
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
