"""torch.save is given the path only, and not what it should write.

task: 4.8
en: A file needs a name and some content. What does torch.save get from you?
ko: 파일에는 이름과 내용이 필요해요. 지금 torch.save에는 무엇을 넘기고 있나요?
"""


def save_checkpoint(model, path):
    torch.save(path)
