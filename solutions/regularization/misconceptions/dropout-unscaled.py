"""Thinks that setting elements to zero is all there is to dropout, and overlooks that the sum shrinks with them.

task: 3.4
en: Compare the mean of ones(400, 500) before and after. What must become of the survivors so that the next layer notices no difference?
ko: ones(400, 500)을 넣고 평균을 앞뒤로 비교해 보세요. 다음 층이 차이를 느끼지 못하게 하려면 남은 값은 어떻게 되어야 할까요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    mask = (torch.rand(X.shape, device=X.device) >= dropout).float()
    return mask * X
