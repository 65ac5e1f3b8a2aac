"""Takes the inputs for rows already; images of shape (n, 1, 28, 28) do not fit the matrix product.

task: 3.5
en: Which shape does a batch of images have, and which one does the matrix product want?
ko: 이미지 배치는 모양이 어떤가요? 행렬 곱은 어떤 모양을 기대하나요?
"""


def net(X, params):
    W1, b1, W2, b2 = params
    H = relu(X @ W1 + b1)
    return H @ W2 + b2
