"""The last rows are cut off as they stand, as if any part of the data were as good as another; the seed plays no role.

task: 4.1
en: What if the dataset is sorted by digit? Think about which rows end up in your validation set, and what the seed is for.
ko: 데이터가 숫자 순서대로 정렬되어 있다면 검증 세트에는 어떤 행이 들어갈까요? seed가 왜 필요한지도 함께 생각해 보세요.
"""


def split_train_validation(dataset, fraction=0.1, seed=123):
    n_train = len(dataset) - round(len(dataset) * fraction)
    return Subset(dataset, range(n_train)), Subset(dataset, range(n_train, len(dataset)))
