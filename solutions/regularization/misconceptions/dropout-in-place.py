"""Applies mask and factor to the tensor it was given, whose values the caller then has lost.

task: 3.4
en: Call it twice on the same X. Why are there more zeros the second time?
ko: 같은 X로 두 번 불러 보세요. 두 번째에 0이 더 많아지는 이유는 무엇일까요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    X *= torch.rand(X.shape, device=X.device) >= dropout
    X /= 1 - dropout
    return X
