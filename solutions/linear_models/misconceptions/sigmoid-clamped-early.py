"""Clamps z against overflow, but at a bound where the function is not flat yet.

task: 1.1
en: Beyond some z your values stop changing too soon. How far is the sigmoid from 0 and 1 at the bound you chose, and how far out can exp still be computed?
ko: z가 어느 정도 커지면 값이 너무 일찍 멈춰요. 지금 고른 경계에서 시그모이드는 0이나 1과 얼마나 떨어져 있을까요? exp는 어디까지 계산할 수 있을까요?
"""


def sigmoid(z):
    return 1 / (1 + torch.exp(-z.clamp(-10, 10)))
