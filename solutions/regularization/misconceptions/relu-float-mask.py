"""Assumes that X holds floats: the mask becomes float32 and turns a tensor of integers into floats too.

task: 3.1
en: Give it a tensor of integers and look at the dtype of the result. Where does the other dtype come in?
ko: 정수 텐서를 넣고 결과의 dtype을 확인해 보세요. 다른 dtype이 어디에서 섞여 들어왔을까요?
"""


def relu(X):
    return X * (X > 0).float()
