"""Returns the labels as (n,), which will broadcast against predictions of shape (n, 1) later on.

task: 3.9
en: Print the shape of y. What would become of y_hat - y with a y_hat of shape (n, 1)?
ko: y의 모양을 출력해 보세요. 모양이 (n, 1)인 y_hat에서 빼면 어떻게 될까요?
"""


def synthetic_data(w, b, n):
    X = torch.normal(0, 1, (n, len(w)))
    y = X @ w + b
    y += torch.normal(0, 0.01, y.shape)
    return X, y.reshape(-1)
