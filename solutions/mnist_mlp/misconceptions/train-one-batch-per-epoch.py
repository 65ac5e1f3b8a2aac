"""One batch is taken from the loader per epoch, as if an epoch were a single step.

task: 4.7
en: An epoch goes through all training rows once. How many batches does yours get to see?
ko: 에포크는 모든 학습 행을 한 번씩 지나는 것이에요. 지금은 한 에포크에 배치를 몇 개나 보나요?
"""


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for epoch in range(1, epochs + 1):
        model.train()
        x, y = next(iter(train_loader))
        x, y = x.to(device), y.to(device)
        loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": loss.item(), "validation_accuracy": val_accuracy})
    return history
