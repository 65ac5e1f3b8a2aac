"""Has the sign in the factor the wrong way round, so the survivors shrink a little instead of growing.

task: 3.4
en: The survivors have become smaller. Work out the expected value of one element: does it come back to x?
ko: 살아남은 값이 더 작아졌어요. 원소 하나의 기댓값을 계산해 보세요. 다시 x가 되나요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    mask = (torch.rand(X.shape, device=X.device) >= dropout).float()
    return mask * X / (1 + dropout)
