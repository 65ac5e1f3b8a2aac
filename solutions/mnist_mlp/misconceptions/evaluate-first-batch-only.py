"""Only the first batch is evaluated, as if it could stand for the whole loader.

task: 4.6
en: How many batches does your function really look at? Hand it a loader of three and count.
ko: 함수가 배치를 실제로 몇 개나 보나요? 배치가 세 개인 로더를 넘기고 세어 보세요.
"""


def evaluate(model, loader, device):
    was_training = model.training
    model.to(device)
    model.eval()
    with torch.no_grad():
        x, y = next(iter(loader))
        acc = accuracy(model(x.to(device)), y.to(device))
    model.train(was_training)
    return acc
