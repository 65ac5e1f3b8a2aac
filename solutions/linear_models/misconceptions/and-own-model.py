"""Makes a new model inside the function, as in a script, and overlooks the one that was handed in.

task: 1.8
en: Your costs start somewhere else each time, and the model that was handed in stays as it was. Where does the model that you train come from?
ko: cost가 매번 다른 값에서 시작하고, 넘겨받은 모델은 그대로예요. 지금 학습하는 모델은 어디에서 왔나요?
"""


def fit_logistic(model, x, y, epochs, lr):
    model = LogisticRegression(x.shape[1], 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    costs = []
    for _ in range(epochs):
        cost = binary_cross_entropy(model(x), y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return costs
