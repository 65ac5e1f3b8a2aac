"""A run with every outcome and every status, and one that is out to do harm: the data of these tests."""

import base64
from collections.abc import Sequence
from functools import cache
from random import Random

from msgspec.structs import replace

from grader.reports.privacy import alias
from grader.results import (
    Accuracy,
    Adjustment,
    Epoch,
    Flag,
    LabInfo,
    Late,
    ManualTask,
    Outcome,
    Run,
    Sample,
    SourceFile,
    Status,
    Submission,
    TaskInfo,
    TestResult,
    Text,
)

REGULARIZATION = LabInfo(
    "regularization",
    Text("Lab 3: Regularization", "실습 3: 정규화"),
    (
        TaskInfo("3.1", Text("ReLU", "ReLU"), 3.0),
        TaskInfo("3.2", Text("Sigmoid", "시그모이드"), 2.0),
        TaskInfo("3.4", Text("Dropout", "드롭아웃"), 4.0),
        TaskInfo("3.6", Text("Weight decay", "가중치 감쇠"), 1.0),
    ),
    10.0,
)
MNIST = LabInfo(
    "mnist_mlp",
    Text("Lab 4: MNIST", "실습 4: MNIST"),
    (
        TaskInfo("4.3", Text("The model", "모델"), 4.0),
        TaskInfo("4.10", Text("Accuracy", "정확도"), 6.0),
        TaskInfo("4.11", Text("Explain", "설명하기"), 10.0, True),
    ),
    20.0,
)
CODE = """import torch


def relu(X):
    return torch.max(X, torch.zeros(1))


def dropout_layer(X, dropout):
    mask = (torch.rand(X.shape) > dropout).float()
    return mask * X
"""


def a_test(task: str = "3.1", outcome: Outcome = Outcome.PASSED, **changes: object) -> TestResult:
    """One test of one point."""
    good = outcome is Outcome.PASSED
    values = {
        "id": f"test_layers.py::test_{task.replace('.', '_')}_{outcome.value}",
        "task": task,
        "title": f"Title of {task} {outcome.value}",
        "visibility": "public",
        "outcome": outcome,
        "score": 1.0 if good else 0.0,
        "max_score": 1.0,
        "message": "" if good else f"Message for {outcome.value}.",
        "title_i18n": Text(f"Title of {task} {outcome.value}", f"{task} {outcome.value} 제목"),
        "message_i18n": Text("", "") if good else Text(f"Message for {outcome.value}.", f"{outcome.value} 메시지예요."),
        "duration_s": 0.25,
    }
    return TestResult(**{**values, **changes})  # type: ignore[arg-type]


def a_row(row_id: str = "2024000017", lab: str = "regularization", **changes: object) -> Submission:
    """A graded row without tests."""
    values = {
        "id": row_id,
        "name": "김하늘",
        "lab": lab,
        "source": f"{row_id}.zip",
        "sha256": "0" * 64,
        "receipt": "K7QF-2M9D",
        "status": Status.GRADED,
        "score": 0.0,
        "raw_score": 0.0,
        "max_score": 10.0,
    }
    return Submission(**{**values, **changes})  # type: ignore[arg-type]


def a_run(rows: Sequence[Submission], labs: Sequence[LabInfo] = (REGULARIZATION, MNIST)) -> Run:
    """A run of these rows."""
    return Run(
        schema_version=1,
        grader_version="0.1.0",
        torch_version="2.9.0",
        cpu="x86_64",
        started_at="2026-03-02T10:00:00+09:00",
        seed=0,
        device="cpu",
        sandbox_level=3,
        submissions=tuple(rows),
        labs=tuple(labs),
    )


KEY = b"secret"


def with_aliases(run: Run) -> Run:
    """The run as `grade` writes it: every row knows what anonymous pages call its author."""
    return replace(run, submissions=tuple(replace(row, alias=alias(row.id, KEY)) for row in run.submissions))


def every_outcome() -> tuple[TestResult, ...]:
    """One test of each outcome, spread over the tasks; a hidden one, a diagnosed one, one that names a line."""
    tasks = ["3.1", "3.1", "3.2", "3.2", "3.4", "3.4", "3.4", "3.6", "3.6"]
    tests = {outcome: a_test(task, outcome) for task, outcome in zip(tasks, Outcome, strict=True)}
    tests[Outcome.FAILED] = a_test(
        "3.1",
        Outcome.FAILED,
        counterexample="input: [[-1.0, 2.0]]\nexpected: [[0.0, 2.0]]\ngot: [[-1.0, 2.0]]",
        message_i18n=Text(
            "1 of 2 values of the result are not as expected. See layers.py:5.",
            "결과값: 값 2개 가운데 1개가 기대와 달라요. layers.py:5를 보세요.",
        ),
    )
    tests[Outcome.CRASHED] = a_test(
        "3.4",
        Outcome.CRASHED,
        visibility="hidden",
        diagnosis=("dropout-unscaled",),
        hint_i18n=Text("What is the mean of what survives?", "살아남은 값의 평균은 얼마일까요?"),
    )
    return tuple(tests.values())


def digit(seed: int) -> str:
    """28 x 28 bytes in base64: a blurred bar, somewhere."""
    column = 4 + seed % 20
    return base64.b64encode(
        bytes(255 if abs(i % 28 - column) < 2 and 4 < i // 28 < 24 else 0 for i in range(784))
    ).decode()


def an_accuracy(test_accuracy: float = 0.9781, samples: int = 25) -> Accuracy:
    """An accuracy check with everything in it."""
    return Accuracy(
        dataset="mnist",
        device="cpu",
        seed=0,
        test_accuracy=test_accuracy,
        validation_accuracy=0.977,
        untrained_accuracy=0.09,
        tiers=((0.90, 2.0), (0.95, 4.0), (0.97, 6.0)),
        score=6.0 if test_accuracy >= 0.97 else 4.0 if test_accuracy >= 0.95 else 2.0 if test_accuracy >= 0.9 else 0.0,
        max_score=6.0,
        runs=1,
        method="forward",
        confusion=tuple(tuple(970 if i == j else (3 * i + j) % 7 for j in range(10)) for i in range(10)),
        samples=tuple(Sample(digit(i), i % 10, i % 10 if i % 6 else (i + 1) % 10) for i in range(samples)),
        history=tuple(Epoch(i, 0.5 / i, 0.92 + 0.005 * i) for i in range(1, 11)),
        train_s=12.1,
    )


def full_run() -> Run:
    """Two labs, every outcome, every status, lateness, adjustments, manual tasks, flags, code."""
    whole = a_row(
        score=4.6,
        raw_score=4.0,
        tests=every_outcome(),
        late=Late(5.25, 10.0, "gradescope"),
        adjustments=(Adjustment("3.4", 1.0, "The handout was unclear."),),
        flags=(Flag("large-literal", "layers.py:12", "A literal of 70000 characters."),),
        code=(SourceFile("layers.py", CODE),),
        notes=(Text("layers.py did not end when imported; read again.", "layers.py가 끝나지 않아 다시 읽었어요."),),
        cpu_s=3.25,
        peak_memory_bytes=300 << 20,
        email="sky@example.com",
        section="A",
    )
    accuracy = a_row(
        lab="mnist_mlp",
        score=9.0,
        raw_score=9.0,
        max_score=20.0,
        tests=(
            a_test("4.3", score=3.0, max_score=4.0),
            a_test("4.10", Outcome.PASSED, score=6.0, max_score=6.0),
        ),
        accuracy=an_accuracy(),
        manual=(ManualTask("4.11", "Explain", None, 10.0, title_i18n=Text("Explain", "설명하기"), answer="Because."),),
        cpu_s=14.5,
    )
    unreadable = a_row(
        "2024000018",
        name="Lee Noah",
        status=Status.UNREADABLE,
        message="The zip is damaged.",
        message_i18n=Text("The zip is damaged.", "압축 파일이 깨졌어요."),
    )
    missing = a_row("2024000019", name="Park Ara", status=Status.MISSING, source="", receipt="")
    fault = a_row("2024000020", name="Choi Jun", status=Status.INTERNAL_ERROR, score=None, raw_score=None)
    return a_run([whole, accuracy, unreadable, missing, fault])


EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    '=HYPERLINK("http://example.com")',
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \x00\x08\x7f",
    "\u202egnp.exe \u2066x\u2069 \u200f",
    "]]> <![CDATA[ &amp; &#0; ' \"",
    "a\r\nb\u2028c\td",
    "| `code` **bold** [link](http://example.com) | # <b>",
    "../../etc/passwd",
    "\ud800 \ufffe",
    "CON",
    "공백 과 한글",
)


@cache  # ten megabytes in every text take a while to make
def evil_run() -> Run:
    """Rows whose every text is hostile, and one with 10 MB in each."""
    rows = [_evil_row(f"{number}{words}", words) for number, words in enumerate(EVIL)]
    return a_run([*rows, _evil_row("big", "나<&" * 3_500_000)])


def _evil_row(row_id: str, words: str) -> Submission:
    said = Text(words, words)
    test = a_test(
        "3.1",
        Outcome.FAILED,
        message=words,
        title=words,
        title_i18n=said,
        message_i18n=said,
        hint_i18n=said,
        counterexample=words,
        diagnosis=(words[:50],),
    )
    return a_row(
        row_id,
        name=words,
        receipt=words[:50],
        tests=(test,),
        message=words,
        notes=(said,),
        flags=(Flag(words, words, words),),
        code=(SourceFile("layers.py", words), SourceFile(words[:100], words)),
        adjustments=(Adjustment(words[:50], 1.0, words),),
        manual=(ManualTask("3.9", words, 1.0, 2.0, words, answer=words),),
        late=Late(1.0, 0.0, words),
        section=words,
    )


def a_class(students: int, seed: int = 0, labs: Sequence[LabInfo] = (REGULARIZATION, MNIST)) -> Run:
    """A class with believable scores, for looking at and for measuring."""
    random = Random(seed)
    surnames, given = "김이박최정강조윤장임", ["하늘", "Noah", "서연", "Ara", "도윤", "Mina", "지우", "Jun"]
    rows: list[Submission] = []
    for number in range(students):
        skill = min(1.0, max(0.05, random.gauss(0.75, 0.2)))
        name = f"{random.choice(surnames)}{random.choice(given)}"
        for lab in labs:
            rows.append(_student_row(random, f"2024{number:06d}", name, lab, skill))
    return a_run(rows, labs)


def _student_row(random: Random, row_id: str, name: str, lab: LabInfo, skill: float) -> Submission:
    status = random.choices(list(Status), [95, 1, 3, 0.3])[0]
    if status is not Status.GRADED:
        known = None if status is Status.INTERNAL_ERROR else 0.0
        return a_row(row_id, lab.id, name=name, status=status, score=known, raw_score=known, max_score=lab.max_score)
    tests = []
    for task in lab.tasks:
        if task.manual:
            continue
        for part in range(6):
            outcome = Outcome.PASSED if random.random() < skill else random.choice(list(Outcome)[1:7])
            points = task.points / 6
            tests.append(
                a_test(
                    task.id,
                    outcome,
                    id=f"test_{lab.id}.py::test_{task.id}_{part}",
                    title_i18n=Text(f"Property {part} of {task.title.en}", f"{task.title.ko}의 성질 {part}"),
                    visibility="public" if part % 2 else "hidden",
                    score=points if outcome is Outcome.PASSED else 0.0,
                    max_score=points,
                    diagnosis=("dropout-unscaled",) if outcome is Outcome.FAILED and part == 2 else (),
                )
            )
    score = round(sum(test.score for test in tests), 2)
    return a_row(
        row_id,
        lab.id,
        name=name,
        score=score,
        raw_score=score,
        max_score=lab.max_score,
        tests=tuple(tests),
        accuracy=an_accuracy(round(0.9 + 0.08 * skill, 4)) if lab.id == MNIST.id else None,
        code=(SourceFile("layers.py", CODE * 25),),
        cpu_s=round(random.uniform(1, 20), 2),
        peak_memory_bytes=random.randrange(200 << 20, 900 << 20),
        section=random.choice("AB"),
    )
