"""Takes the standard deviation for the value of the weights, so that all units of a layer are the same.

task: 3.8
en: How many different numbers are there in your matrix? Think about what happens to units that start equal.
ko: 행렬 안에 서로 다른 수가 몇 개 있나요? 똑같이 시작한 유닛들이 어떻게 되는지 생각해 보세요.
"""


def xavier_init_(weight):
    n_out, n_in = weight.shape
    with torch.no_grad():
        return weight.fill_(math.sqrt(2 / (n_in + n_out)))
