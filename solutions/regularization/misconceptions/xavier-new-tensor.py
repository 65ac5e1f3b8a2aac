"""Gives the name weight to a new tensor: what the caller handed over stays as it was.

task: 3.8
en: Print the tensor that you hand over before and after the call. What does the _ at the end of the function's name promise?
ko: 넘겨준 텐서를 함수를 부르기 전과 후에 출력해 보세요. 함수 이름 끝의 _는 무엇을 약속하나요?
"""


def xavier_init_(weight):
    n_out, n_in = weight.shape
    weight = torch.randn(n_out, n_in) * math.sqrt(2 / (n_in + n_out))
    return weight
