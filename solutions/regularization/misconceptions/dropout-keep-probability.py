"""Takes the argument for the probability of keeping an element, as some older libraries do.

task: 3.4
en: Call it with 0 and with 1. Is the argument the probability of dropping an element or of keeping it?
ko: 0과 1을 넣어서 불러 보세요. 이 인자는 원소를 버릴 확률인가요, 남길 확률인가요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 0:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) < dropout).float()
    return mask * X / dropout
