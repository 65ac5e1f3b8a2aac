"""Each part is cut from a shuffling of its own, so the two know nothing of each other: some rows are in both parts, some in neither.

task: 4.1
en: Each of your parts comes from a shuffling of its own. How does the second one know which rows the first has taken?
ko: 두 부분을 각각 따로 섞어서 잘랐어요. 두 번째 부분은 첫 번째가 어떤 행을 가져갔는지 어떻게 알 수 있을까요?
"""


def split_train_validation(dataset, fraction=0.1, seed=123):
    n = len(dataset)
    n_val = round(n * fraction)
    generator = torch.Generator().manual_seed(seed)
    train = torch.randperm(n, generator=generator)[n_val:]
    validation = torch.randperm(n, generator=generator)[:n_val]
    return Subset(dataset, train.tolist()), Subset(dataset, validation.tolist())
