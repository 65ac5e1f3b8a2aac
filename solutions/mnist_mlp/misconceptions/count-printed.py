"""The number is printed but not returned.

task: 4.5
en: You see the number on your screen, but what does the caller receive?
ko: 화면에는 숫자가 보여요. 그런데 함수를 부른 쪽은 무엇을 받나요?
"""


def count_parameters(model):
    total = sum(p.numel() for p in model.parameters() if p.requires_grad)
    print("number of parameters:", total)
