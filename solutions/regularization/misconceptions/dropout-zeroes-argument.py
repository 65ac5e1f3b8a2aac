"""Makes the zeros for dropout = 1 out of X itself, so the caller's tensor is wiped.

task: 3.4
en: Print X after a call with dropout = 1. What does the _ at the end of a method's name mean?
ko: dropout = 1로 부른 다음 X를 출력해 보세요. 메서드 이름 끝의 _는 무슨 뜻인가요?
"""


def dropout_layer(X, dropout):
    assert 0 <= dropout <= 1
    if dropout == 1:
        return X.zero_()
    mask = (torch.rand(X.shape, device=X.device) >= dropout).float()
    return mask * X / (1 - dropout)
