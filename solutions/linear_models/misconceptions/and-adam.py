"""Takes Adam because it usually learns faster, and overlooks that the task names its optimizer.

task: 1.8
en: At the first step every parameter moves by the same amount, however large its gradient. Which optimizer does this task ask for?
ko: 첫걸음에서 기울기의 크기와 상관없이 모든 파라미터가 똑같은 만큼 움직여요. 이 과제에서 쓰기로 한 옵티마이저는 무엇인가요?
"""


def fit_logistic(model, x, y, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    costs = []
    for _ in range(epochs):
        cost = binary_cross_entropy(model(x), y)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        costs.append(cost.item())
    return costs
