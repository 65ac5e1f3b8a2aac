"""x.data is copied to protect the argument; the values are right, but the copy is cut off from autograd.

task: 4.2
en: Does your result still know that it was made from x? Leaving x as it is was a good idea, but see what else your way of copying cuts off.
ko: 결과가 x에서 왔다는 사실을 아직 알고 있나요? x를 건드리지 않은 것은 좋은 생각이에요. 다만 그렇게 복사하면 무엇이 함께 끊어지는지 살펴보세요.
"""


def leaky_relu(x, negative_slope=0.01):
    out = x.data.clone()
    out[out < 0] *= negative_slope
    return out
