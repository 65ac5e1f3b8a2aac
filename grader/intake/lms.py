"""The platforms' own downloads: Moodle, Canvas, Gradescope, nbgrader, Blackboard.

Each is one function that takes a folder and says what was handed in, or None where the folder is not its
kind. The forms of names are those that the platforms' own sources write (the course's notes on formats say
where); ids and times come from their metadata, never from file times.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from grader.catalog import Lab
from grader.intake import gradescope
from grader.intake.archive import is_archive, stem
from grader.intake.found import Detected, Found, Person
from grader.intake.naming import expected_by, without_copy_marks
from grader.intake.times import parse_time
from grader.intake.tree import File, Folder, Node
from grader.results import Text

_MOODLE = re.compile(r"^(?P<name>.+)_(?P<id>\d+)_assignsubmission_(?P<kind>file|onlinetext)_?(?P<rest>.*)$")
_PARTICIPANT = frozenset({"participant", "참가자", "참여자"})  # blind marking shows nothing else

_CANVAS = re.compile(r"^(?P<name>[^_]*(?:_[^_0-9][^_]*)*?)(?:_(?P<late>LATE))?_(?P<id>\d+)_(?P<part>\d+)_(?P<file>.+)$")
_CANVAS_TEXT = re.compile(
    r"^(?P<name>[^_]*(?:_[^_0-9][^_]*)*?)(?:_(?P<late>LATE))?_(?P<id>\d+)_(?:(?P<part>\d+)_)?(?P<file>(?:text|link)\.html)$"
)
_CANVAS_ANONYMOUS = re.compile(r"^(?:(?P<late>LATE)_)?anon_(?P<id>[^_]+)_(?P<part>\d+)_(?P<file>.+)$")

_BLACKBOARD = re.compile(r"^.+_(?P<id>[^_]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<receipt>\.txt))$")

_ONLINE_TEXT = Text(
    "The text was typed into the platform's box instead of handing in files. Upload the files of the lab.",
    "파일 대신 입력창에 글로 제출했어요. 실습 파일을 올려 주세요.",
)


def recognise(top: Folder, labs: Sequence[Lab]) -> Detected | None:
    """What a platform's download holds, or None where it is no platform's."""
    for shape in (_gradescope, _moodle, _nbgrader, _blackboard, _canvas):
        if detected := shape(top, labs):
            return detected
    return None


def _moodle(top: Folder, labs: Sequence[Lab]) -> Detected | None:
    """A folder per student, `<Full Name>_<id>_assignsubmission_file_`, or the same as a prefix of flat names."""
    groups: dict[tuple[str, str], list[tuple[re.Match[str], Node]]] = {}
    for node in top.children:
        if match := _MOODLE.match(node.name):
            groups.setdefault((match["name"], match["id"]), []).append((match, node))
    found = []
    for (name, number), parts in groups.items():
        files = [_renamed(node, match["rest"]) for match, node in parts if match["kind"] == "file"]
        person = Person(number, "" if name.casefold() in _PARTICIPANT else name.replace("_", " "))
        folder = f"{name}_{number}_assignsubmission_file"
        source = parts[0][1].name if isinstance(parts[0][1], Folder) else folder
        found.append(
            Found(source, tuple(files), (person,), (name,), folder=source, problem=None if files else _ONLINE_TEXT)
        )
    return _detected("Moodle", found, top, _MOODLE)


def _renamed(node: Node, name: str) -> Node:
    return replace(node, name=name) if isinstance(node, File) and name else node


def _canvas(top: Folder, labs: Sequence[Lab]) -> Detected | None:
    """Flat names, `<name>[_LATE]_<user>_<attachment>_<file>`: one student's files share the user's number."""
    patterns = (_CANVAS_ANONYMOUS, _CANVAS, _CANVAS_TEXT)
    groups: dict[str, list[tuple[re.Match[str], File]]] = {}
    for file in top.files:
        if match := next((m for pattern in patterns if (m := pattern.match(file.name))), None):
            groups.setdefault(match["id"], []).append((match, file))
    if 2 * sum(map(len, groups.values())) <= len(top.files):
        return None
    found = []
    for number, parts in groups.items():
        name = parts[0][0].groupdict().get("name") or ""
        uploads = [(int(m["part"] or 0), replace(file, name=m["file"])) for m, file in parts]
        files = [f for _, f in sorted(uploads, key=lambda u: u[0]) if f.name not in ("text.html", "link.html")]
        found.append(
            Found(
                source=f"{name or 'anon'}_{number}",
                nodes=tuple(_latest_uploads(files, labs)),
                people=(Person(number, name),),
                late_only=any(m["late"] for m, _ in parts),
                problem=None if files else _ONLINE_TEXT,
            )
        )
    return _detected("Canvas", found, top, *patterns)


def _latest_uploads(files: Iterable[File], labs: Sequence[Lab]) -> Iterator[File]:
    """Of `layers.py` and `layers-1.py` the one uploaded last. `files` are in the order of uploads."""
    names = [file for lab in labs for file in lab.toml.lab.files]
    latest: dict[str, File] = {}
    for file in files:
        copied = without_copy_marks(stem(file.name)) if is_archive(file.name) else ""
        latest[expected_by(names, file.name) or copied or file.name] = file
    return iter(latest.values())


def _blackboard(top: Folder, labs: Sequence[Lab]) -> Detected | None:
    """Flat names, `<assignment>_<user>_attempt_<time>_<file>`, and a receipt per attempt."""
    groups: dict[tuple[str, str], list[tuple[re.Match[str], File]]] = {}
    for file in top.files:
        if match := _BLACKBOARD.match(file.name):
            groups.setdefault((match["id"], match["time"]), []).append((match, file))
    found = []
    for (who, time), parts in groups.items():
        files = tuple(replace(file, name=m["file"]) for m, file in parts if m["file"])
        day, clock = time[:10], time[11:].replace("-", ":")
        source = parts[0][1].name.partition(time)[0] + time
        problem = None if files else _ONLINE_TEXT
        found.append(Found(source, files, (Person(who),), submitted_at=parse_time(f"{day} {clock}"), problem=problem))
    return _detected("Blackboard", found, top, _BLACKBOARD)


def _gradescope(top: Folder, labs: Sequence[Lab]) -> Detected | None:
    """`submission_metadata.yml` beside a folder per submission; a group has several submitters."""
    metadata = next((file for file in top.files if file.name == gradescope.METADATA), None)
    if metadata is None:
        return None
    folders = {folder.name: folder for folder in top.folders}
    found = []
    for name, entry in gradescope.read_metadata(metadata).items():
        folder = folders.pop(name, None)
        absent = Text(
            f"The export names {name} but holds no such folder. Download it again.",
            f"내려받은 파일에 {name} 폴더가 없어요. 다시 내려받아 주세요.",
        )
        found.append(
            Found(
                source=name,
                nodes=(folder,) if folder else (),
                people=entry.people or (Person(name),),
                submitted_at=entry.submitted_at,
                folder=name,
                problem=None if folder else absent,
            )
        )
    found += [Found(folder.name, (folder,), (Person(folder.name),), folder=folder.name) for folder in folders.values()]
    return Detected(Text("a Gradescope export", "Gradescope에서 내보낸 제출물"), tuple(found), platform="gradescope")


def _nbgrader(top: Folder, labs: Sequence[Lab]) -> Detected | None:
    """`submitted/<student>/<assignment>/`, with `timestamp.txt` beside the notebooks."""
    submitted = next((folder for folder in top.folders if folder.name == "submitted"), top)
    entries = [(student, assignment) for student in submitted.folders for assignment in student.folders]
    stamped = any(assignment.has("timestamp.txt") for _, assignment in entries)
    if not entries or not (stamped or submitted is not top or top.name == "submitted"):
        return None
    if any(file.name.endswith((".py", ".ipynb")) for student in submitted.folders for file in student.files):
        return None  # students' own folders, by chance called so
    found = []
    for student, assignment in entries:
        stamp = next((file for file in assignment.files if file.name == "timestamp.txt"), None)
        lab = next((lab.id for lab in labs if lab.id.casefold() == assignment.name.casefold()), "")
        at = parse_time(stamp.read(1_000).decode("utf-8", "replace"), zone="UTC") if stamp else None
        source = f"{student.name}/{assignment.name}"
        found.append(
            Found(source, (assignment,), (Person(student.name),), lab=lab, submitted_at=at, folder=student.name)
        )
    return Detected(Text("nbgrader's submitted folder", "nbgrader의 submitted 폴더"), tuple(found), platform="nbgrader")


def _detected(name: str, found: Sequence[Found], top: Folder, *patterns: re.Pattern[str]) -> Detected | None:
    if not found:
        return None
    ignored = tuple(node.name for node in top.children if not any(p.match(node.name) for p in patterns))
    shape = Text(f"a {name} download", f"{name}에서 내려받은 제출물")
    return Detected(shape, tuple(found), ignored, platform=name.casefold())
