"""Believes that backward() replaces the gradients of the last step. It adds to them.

task: 1.8
en: The first epoch is right, and from the second on the steps are too long. Who empties the gradients, and when?
ko: 첫 에포크는 맞는데 두 번째부터 걸음이 너무 길어요. 기울기는 누가, 언제 비워 주나요?
"""


def fit_logistic(model, x, y, epochs, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    costs = []
    for _ in range(epochs):
        cost = binary_cross_entropy(model(x), y)
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return costs
