"""54,000 and 6,000 are copied from the homework as fixed sizes, so only a dataset of 60,000 rows can be split.

task: 4.1
en: 54,000 and 6,000 belong to MNIST. What sizes should come out for a dataset of 1,000 rows?
ko: 54,000과 6,000은 MNIST에만 맞는 크기예요. 1,000행짜리 데이터라면 몇 행씩 나뉘어야 할까요?
"""


def split_train_validation(dataset, fraction=0.1, seed=123):
    generator = torch.Generator().manual_seed(seed)
    train, validation = random_split(dataset, [54000, 6000], generator)
    return train, validation
