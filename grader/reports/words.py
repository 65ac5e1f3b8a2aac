"""What outcomes and statuses are called, in words and a sign: meaning never hangs on colour alone."""

from dataclasses import dataclass

from grader.results import Outcome, Status, Text


@dataclass(frozen=True)
class Word:
    """A label, the sentence that explains it, a sign in plain characters and the tone that colours it."""

    label: Text
    meaning: Text
    sign: str
    tone: str  # "good", "bad", "warn" or "quiet"


OUTCOMES: dict[Outcome, Word] = {
    Outcome.PASSED: Word(
        Text("Passed", "통과"),
        Text("The answer is as asked.", "기대한 대로 동작해요."),
        "✓",
        "good",
    ),
    Outcome.FAILED: Word(
        Text("Wrong answer", "오답"),
        Text("Your code ran, but the answer is not as asked.", "실행은 됐지만 결과가 기대와 달라요."),
        "✗",
        "bad",
    ),
    Outcome.ERROR: Word(
        Text("Error", "오류"),
        Text("Your code stopped with an exception.", "코드가 예외를 내고 멈췄어요."),
        "!",
        "bad",
    ),
    Outcome.TIMEOUT: Word(
        Text("Ran out of time", "시간 초과"),
        Text("Your code did not finish within the time limit, also when run again alone.",
             "제한 시간 안에 끝나지 않았어요. 따로 한 번 더 돌려 봐도 마찬가지였어요."),
        "◷",
        "warn",
    ),
    Outcome.CRASHED: Word(
        Text("Crashed", "비정상 종료"),
        Text("Python itself stopped while your code ran, also when run again alone.",
             "코드를 실행하던 파이썬이 통째로 꺼졌어요. 따로 한 번 더 돌려 봐도 마찬가지였어요."),
        "↯",
        "warn",
    ),
    Outcome.OUT_OF_MEMORY: Word(
        Text("Out of memory", "메모리 초과"),
        Text("Your code used more memory than a test may, also when run again alone.",
             "테스트에 허용된 메모리보다 많이 썼어요. 따로 한 번 더 돌려 봐도 마찬가지였어요."),
        "■",
        "warn",
    ),
    Outcome.MISSING: Word(
        Text("Not written yet", "아직 작성 전"),
        Text("The name is not there, or it is still the stub.", "이름을 찾을 수 없거나, 아직 처음 받은 틀 그대로예요."),
        "○",
        "quiet",
    ),
    Outcome.SKIPPED: Word(
        Text("Skipped", "건너뜀"),
        Text("This test was not run.", "이 테스트는 실행하지 않았어요."),
        "–",
        "quiet",
    ),
    Outcome.INTERNAL_ERROR: Word(
        Text("Grader's own fault", "채점기 오류"),
        Text("The grader failed here, not you. No score was decided.",
             "여러분의 잘못이 아니라 채점기에 문제가 생겼어요. 점수는 아직 정해지지 않았어요."),
        "?",
        "warn",
    ),
}  # fmt: skip

# What a void test is called, whatever its outcome.
VOID = Word(
    Text("Void", "무효"),
    Text("This test turned out to be wrong; everyone has its points.",
         "이 테스트에 오류가 있어서 모두에게 점수를 드렸어요."),
    "–",
    "quiet",
)  # fmt: skip

STATUSES: dict[Status, Word] = {
    Status.GRADED: Word(
        Text("Graded", "채점 완료"), Text("Everything was graded.", "모두 채점했어요."), "✓", "good"
    ),
    Status.UNREADABLE: Word(
        Text("Unreadable", "읽을 수 없음"),
        Text("What was handed in could not be read, so it scores 0 for now.",
             "제출한 파일을 읽을 수 없어서 지금은 0점이에요."),
        "!",
        "bad",
    ),
    Status.MISSING: Word(
        Text("Nothing handed in", "미제출"),
        Text("Nothing was handed in for this lab.", "이 실습에는 제출한 파일이 없어요."),
        "○",
        "quiet",
    ),
    Status.INTERNAL_ERROR: Word(
        Text("Grader's own fault", "채점기 오류"),
        Text("The grader failed on this submission. The score is not known yet; it is not zero.",
             "채점기에 문제가 생겼어요. 점수는 0점이 아니라 아직 모르는 상태예요."),
        "?",
        "warn",
    ),
}  # fmt: skip
