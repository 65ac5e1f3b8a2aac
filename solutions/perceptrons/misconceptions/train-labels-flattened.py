"""Flattens the labels and overlooks that a column of outputs minus a flat vector is a table of all pairs.

task: 2.7
en: Your network drifts towards one answer for all inputs. Print the shape of the difference between its output and the labels.
ko: 어떤 입력에도 비슷한 답을 내놓는 쪽으로 가요. 출력에서 라벨을 뺀 것의 모양을 출력해 보세요.
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, rows = 0.0, 0
        for x, y in loader:
            optimizer.zero_grad()
            loss = ((model(x) - y.flatten()) ** 2).sum()
            loss.backward()
            optimizer.step()
            total += loss.item()
            rows += len(x)
        history.append(total / rows)
    return history
