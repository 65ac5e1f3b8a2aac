"""The largest score itself is compared with the label, instead of the position where it stands.

task: 4.6
en: A score such as 2.9 and a class such as 2 are different kinds of number. torch.max along a dimension tells you two things: which one is the class?
ko: 2.9 같은 점수와 2 같은 클래스는 서로 다른 종류의 숫자예요. 차원을 정해 준 torch.max는 두 가지를 알려 줘요. 어느 쪽이 클래스일까요?
"""


def accuracy(logits, y):
    pred, _ = torch.max(logits, 1)
    return (pred == y).sum().item() / len(y)
