"""Believes that computing the loss and its gradients trains the model. No step is made, or it finds nothing to
follow: backward named but not called, gradients emptied right before the step, a detached loss, an optimizer
over another model.

task: 2.7
en: The model stays as it was, and every epoch reports the same loss. Which line is to move the parameters, does it hold those of this model, and do they have a gradient when it runs?
ko: 모델이 처음 그대로이고 에포크마다 손실이 똑같아요. 파라미터를 움직이는 줄은 어디인가요? 그 줄은 바로 이 모델의 파라미터를 맡고 있나요, 또 실행될 때 기울기가 남아 있나요?
"""


def train(model, loader, epochs, lr):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        total, rows = 0.0, 0
        for x, y in loader:
            loss = sum_squared_error(model(x), y)
            loss.backward()
            optimizer.zero_grad()
            optimizer.step()
            total += loss.item()
            rows += len(x)
        history.append(total / rows)
    return history
