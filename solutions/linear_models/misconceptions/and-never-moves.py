"""Believes that computing gradients trains the model. No step is made, or it finds nothing to follow: backward
named but not called, gradients emptied right before the step, a detached cost, an optimizer over another model.

task: 1.8
en: The model stays as it was and the cost never changes. Which line is to move the parameters, does it hold those of this model, and do they have a gradient when it runs?
ko: 모델이 처음 그대로이고 cost도 변하지 않아요. 파라미터를 움직이는 줄은 어디인가요? 그 줄은 바로 이 모델의 파라미터를 맡고 있나요, 또 실행될 때 기울기가 남아 있나요?
"""


def fit_logistic(model, x, y, epochs, lr):
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    costs = []
    for _ in range(epochs):
        cost = binary_cross_entropy(model(x), y)
        cost.backward()
        optimizer.zero_grad()
        optimizer.step()
        costs.append(cost.item())
    return costs
