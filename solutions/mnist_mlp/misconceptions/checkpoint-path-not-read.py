"""load_state_dict is given the path, as if it read the file itself.

task: 4.8
en: What does load_state_dict take: the name of a file, or what stands in it? Somebody has to read the file.
ko: load_state_dict가 받는 것은 파일의 이름인가요, 파일에 든 내용인가요? 누군가는 파일을 읽어야 해요.
"""


def load_checkpoint(model, path):
    model.load_state_dict(path)
    return model
