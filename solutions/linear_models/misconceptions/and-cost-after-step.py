"""Measures the cost once more after the step, believing that an epoch is to report where it ended.

task: 1.8
en: The model learns as it should, but every cost in the list is one step ahead. At which moment of an epoch should its cost be taken?
ko: 모델은 제대로 배우는데 리스트의 cost가 모두 한 걸음 앞서 있어요. 한 에포크에서 cost는 어느 순간의 값이어야 할까요?
"""


def fit_logistic(model, x, y, epochs, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    costs = []
    for _ in range(epochs):
        cost = binary_cross_entropy(model(x), y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        with torch.no_grad():
            costs.append(binary_cross_entropy(model(x), y).item())
    return costs
