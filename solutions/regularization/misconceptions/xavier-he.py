"""Mixes up Xavier's initialisation with He's, which looks at the inputs alone.

task: 3.8
en: Does your standard deviation change when only the number of outputs changes? Xavier looks in both directions.
ko: 출력의 개수만 바꾸면 표준편차가 달라지나요? Xavier는 두 방향을 모두 봐요.
"""


def xavier_init_(weight):
    n_out, n_in = weight.shape
    with torch.no_grad():
        return weight.normal_(0, math.sqrt(2 / n_in))
