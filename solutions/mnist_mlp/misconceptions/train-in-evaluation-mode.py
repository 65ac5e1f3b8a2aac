"""The model learns in evaluation mode, so dropout does nothing and batch normalisation never sees its batches.

task: 4.7
en: Print model.training inside your loop over the batches. What do dropout and batch normalisation do in this mode?
ko: 배치를 도는 루프 안에서 model.training을 출력해 보세요. 그 모드에서 드롭아웃과 배치 정규화는 어떻게 동작하나요?
"""


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for epoch in range(1, epochs + 1):
        model.eval()
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
