"""`<lab>-gradescope.zip`: a course of one lab with everything that grades it. For the instructor alone.

Its entry is `autograde.py`, which Gradescope's container runs from the wheel inside.
"""

import hashlib

from grader.catalog import Lab
from grader.release.assignment import VARIANTS, read_source, student_files, tree
from grader.release.bundle import template
from grader.release.wheel import wheel
from grader.secret import course_secret
from grader.zips import zip_bytes

COURSE = "course"  # below /autograder/source
_DOWNLOAD = """\
"$root/venv/bin/python" -c "
import sys, torchvision
for train in (True, False):
    torchvision.datasets.MNIST(sys.argv[1], train=train, download=True)
" "$root/data"
"""


def gradescope_zip(lab: Lab) -> bytes:
    """The zip to upload to Gradescope, with `setup.sh` and `run_autograder` at its root."""
    wheel_name, wheel_data = wheel(for_students=False)
    trains = lab.toml.accuracy is not None
    values = {
        "WHEEL": wheel_name,
        "LAB": lab.id,
        "DATA": _DOWNLOAD if trains else "",
        "CONTAINER": "1 CPU and 4 GB of memory or more" if trains else "0.5 CPU and 3 GB of memory or more",
        "TIMEOUT": "40" if trains else "10",
    }
    scripts = ("setup.sh", "run_autograder")
    files = {name: template(name, values) for name in (*scripts, "INSTRUCTOR.md")}
    files[wheel_name] = wheel_data
    suites = next((folder.parent for _, folder in lab.suite_dirs), lab.solution_dir)
    for source, target in ((lab.solution_dir, f"solutions/{lab.id}"), (suites, f"tests/labs/{lab.id}")):
        for path in tree(source):
            name = path.relative_to(source).as_posix()
            if not name.startswith(f"{VARIANTS}/"):  # right programs that nothing there needs
                files[f"{COURSE}/{target}/{name}"] = read_source(path)
    for name, data in student_files(lab).items():
        files[f"{COURSE}/assignments/{lab.id}/{name}"] = data
    files[f"{COURSE}/.secret"] = _secret(lab)
    return zip_bytes(files, executable=scripts)


def _secret(lab: Lab) -> bytes:
    """A secret of its own, made from the course's, so that the container never holds that one."""
    derived = hashlib.blake2b(lab.id.encode(), key=course_secret(lab.course), digest_size=32, person=b"gradescope")
    return derived.hexdigest().encode() + b"\n"
