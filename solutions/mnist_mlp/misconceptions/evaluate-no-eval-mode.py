"""The model is evaluated in whatever mode it came in, so dropout keeps dropping and batch normalisation uses the batch.

task: 4.6
en: Evaluate a model with dropout twice: do you get the same accuracy? no_grad and the mode of a model are two different things.
ko: 드롭아웃이 든 모델을 두 번 평가해 보세요. 정확도가 똑같이 나오나요? no_grad와 모델의 모드는 서로 다른 것이에요.
"""


def evaluate(model, loader, device):
    model.to(device)
    correct, total = 0, 0
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            correct += (model(x).argmax(1) == y).sum().item()
            total += len(y)
    return correct / total
