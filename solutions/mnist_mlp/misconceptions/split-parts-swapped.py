"""The parts come back in the wrong order (or fraction is taken for the share of the training rows), so the model learns from the small part.

task: 4.1
en: Which of your two parts is the large one? Compare the order of your result, and the meaning of fraction, with the docstring.
ko: 두 부분 가운데 어느 쪽이 더 큰가요? 돌려주는 순서와 fraction의 뜻을 docstring과 비교해 보세요.
"""


def split_train_validation(dataset, fraction=0.1, seed=123):
    n_val = round(len(dataset) * fraction)
    generator = torch.Generator().manual_seed(seed)
    train, validation = random_split(dataset, [len(dataset) - n_val, n_val], generator)
    return validation, train
