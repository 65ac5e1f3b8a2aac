"""Only full batches are evaluated, as with drop_last; the rows of the short last batch never count.

task: 4.6
en: How many rows do you look at if 7 rows come in batches of 4 and 3?
ko: 7행이 4행과 3행짜리 배치로 들어오면 그 가운데 몇 행을 평가하나요?
"""


def evaluate(model, loader, device):
    was_training = model.training
    model.to(device)
    model.eval()
    correct, total, batch_size = 0, 0, 0
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            batch_size = max(batch_size, len(y))
            if len(y) < batch_size:
                continue
            correct += (model(x).argmax(1) == y).sum().item()
            total += len(y)
    model.train(was_training)
    return correct / total
