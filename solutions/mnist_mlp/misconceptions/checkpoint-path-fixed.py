"""A fixed file name is used and the argument path ignored, so every checkpoint overwrites the one before.

task: 4.8
en: Save two models under two names. How many files are there?
ko: 모델 두 개를 서로 다른 이름으로 저장해 보세요. 파일이 몇 개 생기나요?
"""


def save_checkpoint(model, path):
    torch.save(model.state_dict(), "model.pt")


def load_checkpoint(model, path):
    model.load_state_dict(torch.load("model.pt"))
    return model
