"""Converts the input to float32 to be on the safe side. Overlooks that the result should have the dtype that came
in.

task: 1.1
en: When float64 goes in, float32 comes out. Is there a step that settles the dtype, whatever the input was?
ko: float64를 넣었는데 float32가 나와요. 입력과 상관없이 dtype을 정해 버리는 곳이 있나요?
"""


def sigmoid(z):
    z = z.float().clamp(-80, 80)
    return 1 / (1 + torch.exp(-z))
