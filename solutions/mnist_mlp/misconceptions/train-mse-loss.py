"""The squared error to one-hot labels is minimised, as in regression, instead of the cross-entropy.

task: 4.7
en: Which loss does the docstring name? Yours asks each score to be exactly 0 or 1.
ko: docstring에 적힌 손실은 무엇인가요? 지금 쓴 손실은 점수가 정확히 0이나 1이 되기를 바라요.
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
            loss = F.mse_loss(model(x), F.one_hot(y, 10).float())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
