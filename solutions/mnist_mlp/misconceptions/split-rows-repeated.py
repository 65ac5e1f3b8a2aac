"""The validation rows are drawn with randint, which may pick the same row several times.

task: 4.1
en: Can your way of drawing pick the same row twice? Count how many different rows your validation set has.
ko: 지금 방법으로는 같은 행이 두 번 뽑힐 수도 있지 않나요? 검증 세트에 서로 다른 행이 몇 개인지 세어 보세요.
"""


def split_train_validation(dataset, fraction=0.1, seed=123):
    n_val = round(len(dataset) * fraction)
    generator = torch.Generator().manual_seed(seed)
    validation = torch.randint(len(dataset), (n_val,), generator=generator).tolist()
    taken = set(validation)
    train = [i for i in range(len(dataset)) if i not in taken]
    return Subset(dataset, train), Subset(dataset, validation)
