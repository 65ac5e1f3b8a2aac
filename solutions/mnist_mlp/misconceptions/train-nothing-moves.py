"""The gradients never reach the weights: step() or backward() is missing or not called, zero_grad() wipes them in between, the loss is cut off from the model, or the optimizer holds other tensors.

task: 4.7
en: After training, every weight is where it started. Follow one gradient on its way: who makes it, who may wipe it, and who uses it to move the weights of this model?
ko: 학습이 끝나도 가중치가 모두 처음 그대로예요. 기울기 하나를 따라가 보세요. 누가 만들고, 누가 지우고, 누가 그것으로 이 모델의 가중치를 움직이나요?
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
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
