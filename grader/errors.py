"""Every error of the package, in one place, so that a caller knows whom a fault belongs to.

`GraderError` is for people: one line, what, where and what to do, and the exit code of the command.
`InternalFault` is ours: it becomes the outcome `internal_error`, never a zero.
"""


class GraderError(Exception):
    """Something a person can mend. The message is printed as it is, without a traceback."""

    exit_code = 2


class UsageError(GraderError):
    """The command was called with something that does not exist or does not fit."""


class CourseError(GraderError):
    """A course, a lab.toml or a suite is not as it must be. Says file, line and the valid choices."""


class IntakeError(GraderError):
    """One submission cannot be read. Its row says `unreadable`; the others are graded."""


class MachineError(GraderError):
    """The machine is below the sandbox level that was asked for."""

    exit_code = 3


class InternalFault(Exception):
    """A fault of the grader itself: the score is unknown, not zero."""


class WireError(Exception):
    """Bytes from the other side are not a valid message. In the judge: the submission's failure."""
