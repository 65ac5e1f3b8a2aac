"""Has the comparison the wrong way round: what the mask marks as dropped is kept. At p = 0.5 nobody notices.

task: 3.4
en: At 0.5 nothing shows, so try 0.3. Does a 1 in your mask mean "drop" or "keep", and how often does it come up?
ko: 0.5에서는 티가 나지 않으니 0.3으로 해 보세요. 마스크의 1은 "버린다"인가요, "남긴다"인가요? 또 얼마나 자주 나오나요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    if dropout == 0:
        return X
    mask = (torch.rand(X.shape, device=X.device) < dropout).float()
    return mask * X / (1 - dropout)
