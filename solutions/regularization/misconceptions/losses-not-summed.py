"""Returns one number per element, as d2l's squared_loss does, and leaves the adding up to the caller.

task: 3.2
en: What shape do your results have? A loss on which backward() can be called is a single number.
ko: 결과의 모양이 어떤가요? backward()를 부를 수 있는 손실은 수 하나예요.
"""


def l1_loss(y_hat, y):
    return (y_hat - y).abs()


def l2_loss(y_hat, y):
    return (y_hat - y) ** 2
