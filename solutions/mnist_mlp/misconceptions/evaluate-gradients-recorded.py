"""eval() is taken to switch gradients off, but autograd goes on recording.

task: 4.6
en: The values are right, but ask a score computed in your loop whether it requires a gradient. eval() changes how layers behave, not what autograd does.
ko: 값은 맞아요. 그런데 루프 안에서 나온 점수가 기울기를 요구하는지 확인해 보세요. eval()은 층의 동작을 바꿀 뿐, autograd가 하는 일은 바꾸지 않아요.
"""


def evaluate(model, loader, device):
    was_training = model.training
    model.to(device)
    model.eval()
    correct, total = 0, 0
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        correct += (model(x).argmax(1) == y).sum().item()
        total += len(y)
    model.train(was_training)
    return correct / total
