"""A copy of the model (or a new one) is trained, and the model that was passed in stays as it was.

task: 4.7
en: Your loss falls, and yet the caller's model has not learnt anything. Which object does your optimizer hold?
ko: 손실은 줄어드는데, 넘겨준 모델은 아무것도 배우지 못했어요. 옵티마이저는 어떤 모델의 파라미터를 쥐고 있나요?
"""

import copy


def train(model, train_loader, val_loader, *, epochs, lr=1e-3, device="cpu"):
    model = copy.deepcopy(model).to(device)
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
        val_accuracy = evaluate(model, val_loader, device)
        history.append({"epoch": epoch, "loss": total / rows, "validation_accuracy": val_accuracy})
    return history
