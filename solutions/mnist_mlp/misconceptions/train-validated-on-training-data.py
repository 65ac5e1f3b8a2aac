"""The validation accuracy is measured on the training rows, which the model has just learnt.

task: 4.7
en: Which rows does your validation accuracy come from? It should tell how the model does on images that it did not learn from.
ko: 검증 정확도를 어느 행에서 재고 있나요? 모델이 배우지 않은 이미지에서 얼마나 잘하는지 알려 주는 값이어야 해요.
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
            total += loss.item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, train_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
