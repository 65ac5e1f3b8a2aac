"""What is said of the files of a submission: one sentence each that a student can act on, in both languages."""

from collections.abc import Iterable

from grader.decode import ExtractError, module_source
from grader.intake.tree import Unreadable
from grader.korean import josa
from grader.results import Text


def trouble(name: str, data: bytes) -> Text | None:
    """Why a module cannot be read at all, as far as its bytes show it at a glance; None where nothing does."""
    if not data.strip():
        return Text(
            f"{name} is empty. Check the file on your computer and upload it again.",
            f"{name} 파일이 비어 있어요. 내 컴퓨터의 파일을 확인하고 다시 올려 주세요.",
        )
    if name.endswith(".ipynb"):
        text = data.lstrip(b"\xef\xbb\xbf \t\r\n").rstrip()
        if data[:2] not in (b"\xff\xfe", b"\xfe\xff") and not (text.startswith(b"{") and text.endswith(b"}")):
            return Text(
                f"{name} is not a whole notebook. Open it in Jupyter, save it, and upload it again.",
                f"{name} 노트북이 온전하지 않아요. Jupyter에서 열어 저장한 뒤 다시 올려 주세요.",
            )
        return None
    try:
        module_source(name, data)
    except ExtractError as error:
        return Text(error.en, error.ko)
    return None


def read_as(path: str, name: str) -> Text:
    """A file that came under another name."""
    return Text(f"{path} was read as {name}.", f"{path} 파일을 {josa(name, '으로', '로')} 읽었어요.")


def two_for_one(expected: str, paths: Iterable[str]) -> Unreadable:
    """Files of one name whose contents differ."""
    choices = ", ".join(sorted(paths)[:5])
    return Unreadable(
        f"Different files could be {expected}: {choices}. Keep one and hand it in again.",
        f"{josa(expected, '으로', '로')} 볼 파일이 여러 개인데 내용이 달라요: {choices}. 하나만 제출해 주세요.",
    )


def between_labs(path: str, labs: Iterable[str]) -> Text:
    """A file that names or defines too little to tell its lab."""
    choices = ", ".join(sorted(labs))
    return Text(
        f"{path} could belong to more than one lab ({choices}). Give it the file name of the handout.",
        f"{path} 파일이 어느 실습의 것인지 알 수 없어요 ({choices}). 실습 안내에 적힌 파일 이름으로 제출해 주세요.",
    )


def nothing_defined(path: str, labs: Iterable[str]) -> Text:
    """A notebook with nothing of any lab in it."""
    choices = ", ".join(labs)
    return Text(
        f"{path} defines nothing that a lab asks for ({choices}). Check that you handed in the right file.",
        f"{path}에는 실습({choices})에서 요구하는 함수나 클래스가 없어요. 맞는 파일을 제출했는지 확인해 주세요.",
    )


def too_much(limit: int) -> Text:
    """More bytes than a submission needs."""
    return Text(
        f"The files are larger than {limit >> 20} MB together. Clear the notebooks' outputs and leave out data.",
        f"파일을 모두 합치면 {limit >> 20} MB가 넘어요. 노트북 출력과 데이터를 빼고 다시 제출해 주세요.",
    )
