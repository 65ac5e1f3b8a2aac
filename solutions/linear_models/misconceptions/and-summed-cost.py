"""Adds up the cross-entropy of the rows, so that the step is as many times too long as there are rows.

task: 1.8
en: Your cost and your steps are four times too large on the four rows of AND. How does this task gather the rows?
ko: 행이 네 개인 AND에서 cost와 걸음이 네 배로 커요. 이 과제에서는 행들의 손실을 어떻게 모으나요?
"""


def fit_logistic(model, x, y, epochs, lr):
    criterion = nn.BCELoss(reduction="sum")
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    costs = []
    for _ in range(epochs):
        cost = criterion(model(x), y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return costs
