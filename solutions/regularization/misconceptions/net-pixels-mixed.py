"""Reshapes to (pixels, n) and then transposes: the shape fits, but every row is put together from several images.

task: 3.5
en: Swap two images of a batch: exactly their two rows of the output should swap. In which order does a reshape go through the numbers?
ko: 배치에서 이미지 두 장을 맞바꾸면 출력에서도 그 두 행만 바뀌어야 해요. reshape은 수를 어떤 순서로 훑나요?
"""


def net(X, params):
    W1, b1, W2, b2 = params
    X = X.reshape(W1.shape[0], -1).T
    H = relu(X @ W1 + b1)
    return H @ W2 + b2
