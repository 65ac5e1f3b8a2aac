"""The validation rows are copied out, but the training part is still the whole dataset, so the model is validated on rows it has learnt from.

task: 4.1
en: Is there a row that the model learns from and is also judged by? Add up the sizes of your two parts and compare with the dataset.
ko: 학습에도 쓰이고 검증에도 쓰이는 행이 있지는 않나요? 두 부분의 크기를 더해서 전체 데이터의 크기와 비교해 보세요.
"""


def split_train_validation(dataset, fraction=0.1, seed=123):
    n_val = round(len(dataset) * fraction)
    generator = torch.Generator().manual_seed(seed)
    _, validation = random_split(dataset, [len(dataset) - n_val, n_val], generator)
    return dataset, validation
