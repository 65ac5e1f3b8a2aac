"""The 0 in torch.max(x, 0) is taken for a value to compare with, although it names the dimension to reduce over.

task: 4.2
en: Compare the shape of your result with that of x. What does the second argument of torch.max mean when it is a plain number?
ko: 결과의 모양을 x의 모양과 비교해 보세요. torch.max의 두 번째 인자로 숫자 하나를 주면 무슨 뜻이 될까요?
"""


def leaky_relu(x, negative_slope=0.01):
    return torch.max(x, 0)[0] + negative_slope * torch.min(x, 0)[0]
