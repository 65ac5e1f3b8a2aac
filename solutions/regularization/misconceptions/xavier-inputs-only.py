"""Uses the variance 1 / n_in, which some courses call Xavier too; this task takes both sizes of the matrix.

task: 3.8
en: For square matrices your result is right. Try one with many more rows than columns and read the formula once more.
ko: 정사각 행렬에서는 맞아요. 행이 열보다 훨씬 많은 행렬로 시험해 보고 식을 다시 읽어 보세요.
"""


def xavier_init_(weight):
    n_out, n_in = weight.shape
    with torch.no_grad():
        return weight.normal_(0, 1 / math.sqrt(n_in))
