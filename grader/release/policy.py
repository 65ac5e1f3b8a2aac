"""POLICY.md and POLICY.ko.md: one page per lab that tells students how it is graded, in the course's own values.

Written from lab.toml and `course.toml` at the course's root, so that the page cannot promise what the grader does
not do. What an instructor has not set has a default that says so.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from grader.catalog import Lab
from grader.errors import CourseError
from grader.results import Lang, Text

COURSE_TOML = "course.toml"
_PAGES: dict[Lang, str] = {"en": "POLICY.md", "ko": "POLICY.ko.md"}


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[policy]`: what only an instructor can say. `ai` is one of three rules or a text of one's own."""

    regrade_days: int = 7
    kept_months: int = 12
    ai: Literal["free", "declared", "forbidden"] | Text = "declared"
    contact: Text = Text("your instructor", "담당 강사")


class CourseToml(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    policy: Policy = Policy()


_AI = {
    "free": Text(
        "You may use AI tools. You answer for every line you hand in, and you must be able to explain it.",
        "AI 도구를 써도 돼요. 다만 제출한 코드는 한 줄 한 줄 본인이 책임지고 설명할 수 있어야 해요.",
    ),
    "declared": Text(
        "You may use AI tools to learn and to look things up; say in a comment at the top of the file which ones and "
        "what for. You must be able to explain every line you hand in.",
        "배우고 찾아보는 데 AI 도구를 써도 돼요. 어떤 도구를 어디에 썼는지 파일 맨 위에 주석으로 적어 주세요. "
        "제출한 코드는 한 줄 한 줄 설명할 수 있어야 해요.",
    ),
    "forbidden": Text(
        "AI tools may not write or change any part of what you hand in.",
        "제출하는 코드나 글을 AI 도구로 쓰거나 고치면 안 돼요.",
    ),
}
_HIDDEN = {
    "diagnosis": Text(
        "their title, how they ended, and a hint; never their inputs",
        "제목과 결과, 도움말만 보여 드리고 입력값은 보여 드리지 않아요",
    ),
    "title": Text("their title and how they ended", "제목과 결과만 보여 드려요"),
    "total": Text("how many of each task passed", "문제마다 몇 개를 통과했는지만 보여 드려요"),
}


def read_policy(course: Path) -> Policy:
    """`[policy]` of a course's course.toml; the defaults where there is no file.

    Raises `CourseError` with the file and the valid keys.
    """
    path = course / COURSE_TOML
    try:
        found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), CourseToml).policy
    except FileNotFoundError:
        return Policy()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{path}: {error}") from error
    except msgspec.ValidationError as error:
        keys = ", ".join(Policy.__struct_fields__)
        raise CourseError(f"{path}: {error}. [policy] has the keys: {keys}") from error
    if found.regrade_days < 0 or found.kept_months < 0:
        raise CourseError(f"{path}: regrade_days and kept_months are 0 or more.")
    return found


def policy_values(lab: Lab) -> dict[str, dict[str, str]]:
    """For each language's page what stands in its template. Raises `CourseError`."""
    policy = read_policy(lab.course)
    by_hand = [task.id for task in lab.toml.task if task.manual]
    ai = policy.ai if isinstance(policy.ai, Text) else _AI[policy.ai]
    return {
        name: {
            "TITLE": lab.toml.lab.title.in_lang(lang),
            "HIDDEN": _HIDDEN[lab.toml.lab.hidden_feedback].in_lang(lang),
            "BY_HAND": _by_hand(by_hand).in_lang(lang) if by_hand else "",
            "ACCURACY": _paragraph(_accuracy(lab), lang),
            "LATE": _paragraph(_lateness(lab), lang),
            "DAYS": str(policy.regrade_days),
            "MONTHS": str(policy.kept_months),
            "AI": ai.in_lang(lang),
            "CONTACT": policy.contact.in_lang(lang),
        }
        for lang, name in _PAGES.items()
    }


def _by_hand(tasks: list[str]) -> Text:
    named = ", ".join(tasks)
    return Text(f" A person marks {named} by hand.", f" {named}번은 사람이 직접 채점해요.")


def _paragraph(sentences: Iterator[Text], lang: Lang) -> str:
    return " ".join(words.in_lang(lang) for words in sentences)


def _accuracy(lab: Lab) -> Iterator[Text]:
    accuracy = lab.toml.accuracy
    if accuracy is None:
        yield Text("This lab has no accuracy check.", "이 과제에는 정확도 검사가 없어요.")
        return
    yield Text(
        f"Task {accuracy.task} trains your model with your own code and measures its accuracy on test images that the "
        "training never sees. Chance decides a little: a result just below a step is trained twice more with other "
        "seeds, and the best counts.",
        f"{accuracy.task}번은 여러분의 코드로 모델을 학습시키고, 학습 때 볼 수 없는 테스트 이미지로 정확도를 재요. "
        "정확도는 운에 따라 조금 달라져서, 기준 바로 아래로 나오면 시드를 바꿔 두 번 더 학습하고 가장 좋은 값을 써요.",
    )


def _lateness(lab: Lab) -> Iterator[Text]:
    late = lab.toml.late
    if late.deadline is None:
        yield Text("Your course announces the deadline.", "마감은 수업에서 알려 드려요.")
    else:
        when = late.deadline.replace("T", " ")
        yield Text(f"The deadline is {when}.", f"마감은 {when}이에요.")
        if late.grace_h:
            yield Text(
                f"Up to {late.grace_h:g} h after it nothing is taken off.", f"{late.grace_h:g}시간까지는 감점이 없어요."
            )
        off = late.percent_per_day
        if off:
            yield Text(
                f"After that every day that has begun costs {off:g} % of the points, {late.cap_percent:g} % at most.",
                f"그 뒤로는 하루가 시작될 때마다 점수의 {off:g}%씩, 최대 {late.cap_percent:g}%까지 깎여요.",
            )
        else:
            yield Text("Being late costs no points by itself.", "늦었다고 점수가 깎이지는 않아요.")
    if late.counts == "best":
        yield Text("Of several uploads the best counts.", "여러 번 제출하면 점수가 가장 높은 제출물이 채점돼요.")
    else:
        yield Text(
            "Of several uploads the latest counts, by the platform's own times.",
            "여러 번 제출하면 플랫폼에 기록된 시각을 기준으로 마지막 제출물이 채점돼요.",
        )
