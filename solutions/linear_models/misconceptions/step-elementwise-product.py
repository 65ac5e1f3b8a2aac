"""Takes W * x from the formula for one feature and overlooks that with several features a row has to give one
number.

task: 1.3
en: With one feature it works; with several, a row should still give one prediction. Which product turns d weights and d inputs into one number?
ko: 특성이 하나면 되는데, 여럿이어도 행마다 예측은 하나여야 해요. 가중치 d개와 입력 d개를 숫자 하나로 만드는 곱은 무엇일까요?
"""


def gradient_step(x, y, W, b, lr):
    a = W * x + b
    dz = a - y
    dW = (x * dz).mean()
    db = dz.mean()
    return W - lr * dW, b - lr * db
