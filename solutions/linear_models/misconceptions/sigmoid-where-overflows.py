"""Believes that torch.where computes only the branch it picks, so that the other one may overflow.

task: 1.1
en: torch.where picks after both branches have been computed. What does the branch that is not picked hold far from 0, and can that reach the gradient?
ko: torch.where는 양쪽을 모두 계산한 다음에 하나를 골라요. 0에서 먼 곳에서 고르지 않은 쪽에는 무엇이 들어 있을까요? 그 값이 기울기에 섞이지는 않을까요?
"""


def sigmoid(z):
    return torch.where(z >= 0, 1 / (1 + torch.exp(-z)), torch.exp(z) / (1 + torch.exp(z)))
