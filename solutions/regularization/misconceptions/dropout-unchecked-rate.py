"""Trusts the caller: a rate that is no probability gives numbers without complaint.

task: 3.4
en: Call it with -0.1 and with 1.5. Should there be a result at all?
ko: -0.1과 1.5를 넣어 보세요. 여기서 결과가 나와도 괜찮을까요?
"""


def dropout_layer(X, dropout):
    if dropout == 1:
        return torch.zeros_like(X)
    mask = (torch.rand(X.shape, device=X.device) >= dropout).float()
    return mask * X / (1 - dropout)
