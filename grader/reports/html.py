"""Pages as pure functions of results: the environment, and what both pages share. Jinja2 escapes everything."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.reports import text
from grader.reports.files import safe_name
from grader.reports.listing import linked
from grader.reports.words import Word
from grader.results import Lang, Text

_BOTH = Markup('<span class="en" lang="en">{}</span><span class="ko" lang="ko">{}</span>')
_BADGE = Markup('<span class="badge {}"><span aria-hidden="true">{} </span>{}</span>')


def both(words: Text) -> Markup:
    """A text in both languages; the page shows one of them."""
    return escape(words.en) if words.en == words.ko else _BOTH.format(words.en, words.ko)


def both_linked(words: Text, lines: Mapping[tuple[str, int], str]) -> Markup:
    """The same with links to the lines it speaks of."""
    english = linked(words.en, lines)
    return english if words.en == words.ko else _BOTH.format(english, linked(words.ko, lines))


@cache
def _badge(tone: str, sign: str, label: Text) -> Markup:
    return _BADGE.format(tone, sign, both(label))


def badge(word: Word) -> Markup:
    """An outcome or status as sign and word on a coloured ground."""
    return _badge(word.tone, word.sign, word.label)


def anchor(lab_id: str) -> str:
    """The id of a lab's section, the same on both pages."""
    return "lab-" + safe_name(lab_id).replace("%", "_")


@dataclass(frozen=True)
class Script:
    """An inline script and the hash by which the page's own policy allows it, and no other."""

    text: Markup
    hash: str


@cache
def _resource(name: str) -> str:
    return (files("grader.reports") / "templates" / name).read_text(encoding="utf-8")


@cache
def script(*names: str) -> Script:
    """Scripts of the package as one."""
    source = "\n".join(map(_resource, names))
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return Script(Markup(source), f"sha256-{digest}")  # our own files, none of it from a submission


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("grader.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= {
        "number": text.number,
        "name": text.name,
        "line": text.line,
        "clean": text.clean,
        "both": both,
        "linked": both_linked,
        "share": lambda percent: text.number(min(max(percent or 0.0, 0.0), 100.0), 1),
    }
    env.globals |= {"badge": badge, "t": _t}
    return env


@cache
def _t(en: str, ko: str) -> Markup:
    return both(Text(en, ko))


def render(template: str, *, lang: Lang, title: Text, scripts: tuple[str, ...], **values: Any) -> str:
    """A page of the package. `lang` is the language it opens in; it holds both."""

    def tt(en: str, ko: str) -> str:  # for attributes, which hold no markup: the script changes them
        return ko if lang == "ko" else en

    shared = {"lang": lang, "title": title, "tt": tt, "css": Markup(_resource("style.css"))}
    return _environment().get_template(template).render(**shared, script=script(*scripts), **values)
