"""The history is one dict of lists, as Keras has it, instead of a list with one dict per epoch.

task: 4.7
en: The numbers may all be there, but compare the shape of your history with the docstring: what is on the outside, what is inside?
ko: 숫자는 다 있더라도 기록의 모양을 docstring과 비교해 보세요. 무엇이 바깥에 있고 무엇이 안에 있나요?
"""


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = {"epoch": [], "loss": [], "validation_accuracy": []}
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
        history["epoch"].append(epoch)
        history["loss"].append(total / rows)
        history["validation_accuracy"].append(val_accuracy)
    return history
