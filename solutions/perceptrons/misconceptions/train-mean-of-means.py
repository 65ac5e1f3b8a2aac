"""Averages the means of the batches, believing that this is the mean over the rows. A short batch then counts as
much as a full one.

task: 2.7
en: The losses are right as long as all batches are equally long. How much should a short last batch weigh?
ko: 배치 크기가 모두 같으면 손실이 맞아요. 짧은 마지막 배치는 얼마만큼의 무게를 가져야 할까요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        means = []
        for x, y in loader:
            optimizer.zero_grad()
            loss = sum_squared_error(model(x), y)
            loss.backward()
            optimizer.step()
            means.append(loss.item() / len(x))
        history.append(sum(means) / len(means))
    return history
