"""The split is drawn from torch's global generator and seed is never used, so every call gives another split.

task: 4.1
en: Call it twice with the same seed: do you get the same rows? Follow the argument seed through your function and see who uses it.
ko: 같은 시드로 두 번 불러 보세요. 똑같은 행이 나오나요? seed 인자가 함수 안에서 어디에 쓰이는지 따라가 보세요.
"""


def split_train_validation(dataset, fraction=0.1, seed=123):
    n_val = round(len(dataset) * fraction)
    train, validation = random_split(dataset, [len(dataset) - n_val, n_val])
    return train, validation
