"""After evaluating, the model is always put into training mode, also if it came in evaluation mode.

task: 4.6
en: What if the model was in evaluation mode when it came? Something has to remember how it was.
ko: 모델이 처음부터 평가 모드였다면 어떻게 되나요? 원래 어땠는지를 어딘가에 기억해 두어야 해요.
"""


def evaluate(model, loader, device):
    model.to(device)
    model.eval()
    correct, total = 0, 0
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            correct += (model(x).argmax(1) == y).sum().item()
            total += len(y)
    model.train()
    return correct / total
