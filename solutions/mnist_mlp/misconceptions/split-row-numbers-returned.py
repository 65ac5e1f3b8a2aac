"""The numbers of the rows are returned instead of the rows themselves.

task: 4.1
en: What would a loader get from your parts: images with labels, or something that only says where they are?
ko: 로더가 이 결과에서 꺼내는 것은 무엇일까요? 이미지와 레이블인가요, 아니면 그것이 어디에 있는지 알려 주는 숫자인가요?
"""


def split_train_validation(dataset, fraction=0.1, seed=123):
    n_val = round(len(dataset) * fraction)
    torch.manual_seed(seed)
    order = torch.randperm(len(dataset)).tolist()
    return order[n_val:], order[:n_val]
