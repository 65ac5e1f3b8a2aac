"""Has the two special cases the wrong way round: nothing is dropped at 1 and everything at 0.

task: 3.4
en: Read your two special cases aloud: "dropout 0 means that ... of the elements are dropped".
ko: 특별히 처리한 두 경우를 말로 읽어 보세요. "dropout이 0이면 원소를 (   ) 버린다"의 빈칸에 무엇이 들어가나요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 0:
        return torch.zeros_like(X)
    if dropout == 1:
        return X
    mask = (torch.rand(X.shape, device=X.device) > dropout).float()
    return mask * X / (1 - dropout)
