"""'Negative slope' is read as a slope with a minus sign, so negative inputs come out positive.

task: 4.2
en: Draw the graph of your function for negative x: does it rise or fall? Think about what the word 'negative' in negative_slope refers to.
ko: x가 음수인 쪽의 그래프를 그려 보세요. 오른쪽으로 갈수록 올라가나요, 내려가나요? negative_slope의 'negative'가 무엇을 가리키는 말인지 생각해 보세요.
"""


def leaky_relu(x, negative_slope=0.01):
    return torch.where(x > 0, x, -negative_slope * x)
