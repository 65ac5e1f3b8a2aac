"""nll_loss gets the raw scores, although it expects log-probabilities; the loss becomes negative without a limit.

task: 4.7
en: Your loss falls below 0. Can a cross-entropy be negative? Look up what the loss function that you use expects to receive.
ko: 손실이 0보다 작아져요. 교차 엔트로피가 음수일 수 있을까요? 지금 쓰는 손실 함수가 어떤 값을 받기를 기대하는지 찾아보세요.
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
            loss = F.nll_loss(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
