"""The scaled values are written into x itself, so the caller's tensor changes, and autograd refuses to change a leaf in place.

task: 4.2
en: Print x before and after the call. Whose tensor is your function writing into?
ko: 함수를 부르기 전과 후에 x를 출력해 보세요. 지금 이 함수는 누구의 텐서에 값을 쓰고 있나요?
"""


def leaky_relu(x, negative_slope=0.01):
    x[x < 0] *= negative_slope
    return x
