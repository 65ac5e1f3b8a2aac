"""Softmax is applied to the scores before cross-entropy, which applies it again.

task: 4.7
en: Write down what cross_entropy does with the numbers it is given. Which of your steps does it do once more?
ko: cross_entropy가 받은 숫자로 무엇을 하는지 차례로 적어 보세요. 여러분이 이미 한 일을 한 번 더 하지는 않나요?
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
            loss = F.cross_entropy(F.softmax(model(x), dim=1), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            rows += len(y)
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
