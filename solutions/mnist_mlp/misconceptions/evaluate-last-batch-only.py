"""The result is overwritten in each turn of the loop, so that only the last batch is left.

task: 4.6
en: After two batches, what is left of the first one? Look at what each turn of the loop does with the result.
ko: 배치를 두 개 지나고 나면 첫 번째 배치의 결과는 어디에 남아 있나요? 루프를 한 번 돌 때마다 결과가 어떻게 되는지 살펴보세요.
"""


def evaluate(model, loader, device):
    was_training = model.training
    model.to(device)
    model.eval()
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            acc = accuracy(model(x), y)
    model.train(was_training)
    return acc
