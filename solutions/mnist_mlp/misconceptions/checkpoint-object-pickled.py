"""An object that has the weights is saved (the model, or its method state_dict without the call) instead of the dict of tensors.

task: 4.8
en: Look at the type of what you hand to torch.save. A file of tensors can be read anywhere; an object drags its code along.
ko: torch.save에 넘기는 것의 타입을 확인해 보세요. 텐서만 든 파일은 어디에서나 읽을 수 있지만, 객체는 코드까지 끌고 다녀요.
"""


def save_checkpoint(model, path):
    torch.save(model.state_dict, path)
