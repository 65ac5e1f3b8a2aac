"""Keeps the squared error of the linear model. Overlooks that it hardly complains about sure wrong answers.

task: 1.8
en: It learns, but slowly, and the costs are not those of this task. Which loss belongs to probabilities here?
ko: 배우기는 하는데 느리고, cost도 이 과제에서 기대하는 값이 아니에요. 여기서 확률에 어울리는 손실은 무엇이었나요?
"""


def fit_logistic(model, x, y, epochs, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    costs = []
    for _ in range(epochs):
        cost = mse_loss(model(x), y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return costs
