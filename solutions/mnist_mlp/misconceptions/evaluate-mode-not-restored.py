"""The model is switched to evaluation mode and left there, so whoever goes on training does so without dropout.

task: 4.6
en: In which mode is the model after your evaluation? Someone in the middle of training may have called you.
ko: 평가를 마친 뒤에 모델은 어떤 모드인가요? 한창 학습하던 쪽에서 이 함수를 불렀을 수도 있어요.
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
    return correct / total
