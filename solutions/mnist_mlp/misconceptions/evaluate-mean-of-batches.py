"""The accuracies of the batches are averaged, so that a row of a short last batch weighs more than others.

task: 4.6
en: Suppose the last batch has one row, and that row is wrong. How much does this single row cost in your average?
ko: 마지막 배치가 한 행뿐인데 그 행을 틀렸다고 해 보세요. 지금처럼 평균을 내면 그 한 행 때문에 정확도가 얼마나 떨어지나요?
"""


def evaluate(model, loader, device):
    was_training = model.training
    model.to(device)
    model.eval()
    accs = []
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            accs.append(accuracy(model(x), y))
    model.train(was_training)
    return sum(accs) / len(accs)
