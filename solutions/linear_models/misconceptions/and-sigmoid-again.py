"""Trains with the loss that expects logits (or applies a sigmoid in the loop), although the model already gives
probabilities.

task: 1.8
en: The cost cannot fall far, however good the model gets. Its outputs are probabilities already: what else happens to them before the loss is computed?
ko: 모델이 아무리 좋아져도 cost가 얼마 내려가지 못해요. 모델의 출력은 이미 확률인데, 손실을 계산하기 전에 여기에 무엇이 더 씌워지나요?
"""


def fit_logistic(model, x, y, epochs, lr):
    criterion = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    costs = []
    for _ in range(epochs):
        cost = criterion(model(x), y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return costs
