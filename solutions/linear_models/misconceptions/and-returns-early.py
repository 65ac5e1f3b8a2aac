"""Indents the return into the loop, so that the function ends with its first epoch.

task: 1.8
en: However many epochs are asked for, only one is run. To which block does your `return` belong?
ko: 에포크를 몇 번 시키든 한 번만 돌아요. `return`이 어느 블록에 들어 있나요?
"""


def fit_logistic(model, x, y, epochs, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    costs = []
    for _ in range(epochs):
        cost = binary_cross_entropy(model(x), y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
        return costs
