"""Sets a seed inside the function to make it reproducible, and so drops the same elements for ever.

task: 3.4
en: Call it twice and compare where the zeros are. Who should choose the seed: the layer, or whoever runs the experiment?
ko: 두 번 불러서 0의 위치를 비교해 보세요. 시드는 층이 정해야 할까요, 실험하는 사람이 정해야 할까요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    torch.manual_seed(42)
    mask = (torch.rand(X.shape, device=X.device) >= dropout).float()
    return mask * X / (1 - dropout)
