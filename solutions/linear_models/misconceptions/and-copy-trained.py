"""Trains a copy, to leave the argument alone as in the other tasks. Overlooks that here the model itself is the
result.

task: 1.8
en: The costs are right, but the model that was handed in has learned nothing. Which model did you train?
ko: cost는 맞는데 넘겨받은 모델은 배운 것이 없어요. 학습한 모델은 어느 것인가요?
"""

import copy


def fit_logistic(model, x, y, epochs, lr):
    model = copy.deepcopy(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    costs = []
    for _ in range(epochs):
        cost = binary_cross_entropy(model(x), y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return costs
