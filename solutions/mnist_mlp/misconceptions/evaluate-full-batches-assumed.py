"""The number of rows is computed as batches times batch size, as if the last batch were full.

task: 4.6
en: A model that makes no mistake should get exactly 1. Does it, if the last batch is short? Look at what you divide by.
ko: 한 번도 틀리지 않는 모델은 정확히 1이 나와야 해요. 마지막 배치가 짧을 때도 그런가요? 무엇으로 나누는지 살펴보세요.
"""


def evaluate(model, loader, device):
    was_training = model.training
    model.to(device)
    model.eval()
    correct, batches, batch_size = 0, 0, 0
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            correct += (model(x).argmax(1) == y).sum().item()
            batches += 1
            batch_size = max(batch_size, len(y))
    model.train(was_training)
    return correct / (batches * batch_size)
