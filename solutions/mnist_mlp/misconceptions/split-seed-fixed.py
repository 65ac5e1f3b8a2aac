"""The default seed is written into the body, so the split is reproducible but the argument changes nothing.

task: 4.1
en: Your split is reproducible, but do two different seeds give two different splits? Look for a number in the body that should have come from an argument.
ko: 나눈 결과가 재현되기는 해요. 그런데 시드를 바꾸면 결과도 달라지나요? 인자로 받아야 할 값이 함수 안에 숫자로 적혀 있지 않은지 찾아보세요.
"""


def split_train_validation(dataset, fraction=0.1, seed=123):
    n_val = round(len(dataset) * fraction)
    generator = torch.Generator().manual_seed(123)
    train, validation = random_split(dataset, [len(dataset) - n_val, n_val], generator)
    return train, validation
