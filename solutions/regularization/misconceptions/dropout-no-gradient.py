"""Thinks that a layer without weights has nothing to do with gradients, and switches autograd off or detaches X.

task: 3.4
en: The layers before this one learn through it. Put in an X with requires_grad=True: what does the result know of it?
ko: 앞에 있는 층들은 이 층을 거쳐서 배워요. requires_grad=True인 X를 넣으면 결과에도 그 사실이 남아 있나요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return torch.zeros_like(X)
    with torch.no_grad():
        mask = (torch.rand(X.shape, device=X.device) >= dropout).float()
        return mask * X / (1 - dropout)
