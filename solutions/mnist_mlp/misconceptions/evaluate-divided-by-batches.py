"""The number of right rows is divided by the number of batches instead of rows.

task: 4.6
en: Your accuracy can be larger than 1. You count rows above the line: what do you count below it?
ko: 정확도가 1보다 커질 수 있어요. 분자에서는 행을 세고 있는데, 분모에서는 무엇을 세고 있나요?
"""


def evaluate(model, loader, device):
    was_training = model.training
    model.to(device)
    model.eval()
    correct, total = 0, 0
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            correct += (model(x).argmax(1) == y).sum().item()
            total += 1
    model.train(was_training)
    return correct / total
